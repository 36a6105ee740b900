"""Draws charts as SVG: a frozen shape in, bytes out; the same shape gives the same bytes.

Text stays text, so that it can be selected and searched on paper and takes a third of the bytes;
behind the bundled font stand the Chinese fonts of offices' own machines. Every style is written
as an SVG attribute: pages forbid inline styles, and their own style sheet can then restyle a
chart. The only place that knows matplotlib, and never ``pyplot``, which is not thread-safe. One
module a chart, to be imported from it: loading matplotlib takes a second, which pages with
sparklines do not pay.
"""
