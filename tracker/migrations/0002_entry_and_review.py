import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ComparedSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As 全市, 全省, 全国.', max_length=120, verbose_name='name')),
                ('measure', models.CharField(choices=[('level', 'Level'), ('change', 'Yearly change, %')], default='level', max_length=24, verbose_name='compared as')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='unit')),
            ],
            options={
                'verbose_name': 'compared series',
                'verbose_name_plural': 'compared series',
                'ordering': ['zone__position', 'name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CycleExtension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('reason', models.TextField(verbose_name='reason')),
                ('extended_at', models.DateTimeField(verbose_name='extended at')),
            ],
            options={
                'verbose_name': 'extension',
                'verbose_name_plural': 'extensions',
                'ordering': ['cycle', 'department'],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(verbose_name='first day')),
                ('to_on', models.DateField(verbose_name='last day')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('made_at', models.DateTimeField(verbose_name='entered at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended early at')),
            ],
            options={
                'verbose_name': 'delegation',
                'verbose_name_plural': 'delegations',
                'ordering': ['-from_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As uploaded, with the ending of its content.', max_length=255, verbose_name='name')),
                ('stored', models.CharField(editable=False, max_length=100, verbose_name='stored as')),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('content_type', models.CharField(max_length=100, verbose_name='content type')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('added_at', models.DateTimeField(verbose_name='added at')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='removed at')),
                ('removal_reason', models.TextField(blank=True, null=True, verbose_name='reason for the removal')),
            ],
            options={
                'verbose_name': 'evidence file',
                'verbose_name_plural': 'evidence files',
                'ordering': ['figure', 'added_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FailedSignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, verbose_name='digest of the user name')),
                ('address', models.CharField(max_length=45, verbose_name='from where')),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='failures')),
                ('last_at', models.DateTimeField(verbose_name='last at')),
                ('locked_until', models.DateTimeField(blank=True, null=True, verbose_name='locked until')),
            ],
            options={
                'verbose_name': 'failed sign-in',
                'verbose_name_plural': 'failed sign-ins',
                'ordering': ['-last_at'],
            },
        ),
        migrations.CreateModel(
            name='JudgementChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1949), django.core.validators.MaxValueValidator(2100)], verbose_name='as of year')),
                ('reason', models.TextField(blank=True, null=True, verbose_name='reason')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
            ],
            options={
                'verbose_name': 'changed judgement',
                'verbose_name_plural': 'changed judgements',
                'ordering': ['-changed_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='MilestoneStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('name', models.CharField(max_length=120, verbose_name='step')),
                ('due_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1949), django.core.validators.MaxValueValidator(2100)], verbose_name='due in')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'ordering': ['target', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ParentFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1949), django.core.validators.MaxValueValidator(2100)], verbose_name='year')),
                ('vintage', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name='vintage')),
                ('value', models.DecimalField(blank=True, decimal_places=4, help_text='Empty where an earlier figure is taken back.', max_digits=15, null=True, verbose_name='figure')),
                ('decimals', models.PositiveSmallIntegerField(default=0, verbose_name='decimals as typed')),
                ('quality', models.CharField(choices=[('flash', 'Flash'), ('preliminary', 'Preliminary'), ('final', 'Final'), ('revised', 'Revised'), ('illustrative', 'Illustrative')], default='preliminary', max_length=24, verbose_name='quality')),
                ('document', models.CharField(max_length=200, verbose_name='document')),
                ('reason', models.TextField(blank=True, help_text='Why an earlier figure was replaced.', null=True, verbose_name='reason')),
                ('in_force', models.BooleanField(default=True, verbose_name='in force')),
                ('entered_at', models.DateTimeField(verbose_name='entered at')),
            ],
            options={
                'verbose_name': 'figure compared with',
                'verbose_name_plural': 'figures compared with',
                'ordering': ['series', 'year', 'vintage'],
            },
        ),
        migrations.CreateModel(
            name='SheetUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=30, unique=True, verbose_name='token')),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('content', models.BinaryField(null=True, verbose_name='file')),
                ('preview', models.JSONField(null=True, verbose_name='preview')),
                ('rows', models.JSONField(default=list, verbose_name='rows to store')),
                ('all_or_nothing', models.BooleanField(null=True, verbose_name='all or nothing')),
                ('refusal', models.JSONField(default=list, verbose_name='why it was refused')),
                ('saved', models.PositiveIntegerField(null=True, verbose_name='figures stored')),
                ('left', models.JSONField(default=list, verbose_name='rows that could not be stored any more')),
                ('state', models.CharField(choices=[('sent', 'Waiting'), ('previewed', 'Previewed'), ('refused', 'Refused'), ('confirmed', 'Confirmed'), ('stored', 'Stored')], default='sent', max_length=24, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('lease_until', models.DateTimeField(null=True, verbose_name='taken until')),
                ('sent_at', models.DateTimeField(verbose_name='sent at')),
            ],
            options={
                'verbose_name': 'uploaded sheet',
                'verbose_name_plural': 'uploaded sheets',
                'ordering': ['-sent_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='TargetRetirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_before', models.CharField(choices=[('to_be_confirmed', 'To be confirmed'), ('published', 'In force'), ('retired', 'Retired')], max_length=20, verbose_name='state before')),
                ('document', models.CharField(max_length=200, verbose_name='approving document')),
                ('reason', models.TextField(verbose_name='reason')),
                ('retired_at', models.DateTimeField(verbose_name='retired at')),
                ('restored_at', models.DateTimeField(blank=True, null=True, verbose_name='brought back at')),
                ('restoring_reason', models.TextField(blank=True, null=True, verbose_name='reason for bringing it back')),
            ],
            options={
                'verbose_name': 'target retirement',
                'verbose_name_plural': 'target retirements',
                'ordering': ['target', 'retired_at'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='figure',
            name='figure_not_approved_by_its_author',
        ),
        migrations.RemoveConstraint(
            model_name='targetrevision',
            name='targetrevision_once_per_year',
        ),
        migrations.AddField(
            model_name='figure',
            name='late',
            field=models.BooleanField(default=False, help_text='First submitted after the due date that held for its department.', verbose_name='late'),
        ),
        migrations.AddField(
            model_name='figure',
            name='revision_reason',
            field=models.TextField(blank=True, help_text='Why a figure that was approved is replaced by this one.', null=True, verbose_name='reason for the revision'),
        ),
        migrations.AddField(
            model_name='figure',
            name='ticked',
            field=models.JSONField(blank=True, default=list, help_text='Milestones with named steps: the numbers of those that are done.', verbose_name='steps ticked'),
        ),
        migrations.AddField(
            model_name='figure',
            name='typists',
            field=models.JSONField(default=list, editable=False, help_text='The numbers of all who typed into this vintage; none of them approves it.', verbose_name='everyone who entered it'),
        ),
        migrations.AddField(
            model_name='person',
            name='link_sent_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='link to set a password sent at'),
        ),
        migrations.AddField(
            model_name='person',
            name='must_change_password',
            field=models.BooleanField(default=False, help_text='Set when somebody else chose the password; nothing else opens until done.', verbose_name='must change the password'),
        ),
        migrations.AddField(
            model_name='target',
            name='verified_base_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='verified at'),
        ),
        migrations.AddField(
            model_name='target',
            name='verified_base_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='verified by'),
        ),
        migrations.AddField(
            model_name='target',
            name='verified_base_document',
            field=models.CharField(blank=True, max_length=200, null=True, verbose_name='verifying document'),
        ),
        migrations.AddField(
            model_name='target',
            name='verified_base_reason',
            field=models.TextField(blank=True, null=True, verbose_name='reason'),
        ),
        migrations.AddField(
            model_name='targetrevision',
            name='withdrawal_reason',
            field=models.TextField(blank=True, null=True, verbose_name='reason for the withdrawal'),
        ),
        migrations.AddField(
            model_name='targetrevision',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='targetrevision',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by'),
        ),
        migrations.AddField(
            model_name='trailentry',
            name='origin',
            field=models.CharField(blank=True, help_text='The address of the browser, or the command or job.', max_length=80, null=True, verbose_name='from where'),
        ),
        migrations.AddIndex(
            model_name='trailentry',
            index=models.Index(fields=['zone', '-at'], name='trail_by_zone'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(models.Q(('approved_by', models.F('entered_by')), _negated=True), models.Q(('submitted_by__isnull', True), models.Q(('approved_by', models.F('submitted_by')), _negated=True), _connector='OR')), _connector='OR'), name='figure_not_approved_by_its_author', violation_error_message='Who entered or submitted a figure cannot approve it.'),
        ),
        migrations.AddConstraint(
            model_name='targetrevision',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('target', 'effective_year'), name='targetrevision_once_per_year', violation_error_message='This target has a revision for that year already.'),
        ),
        migrations.AddConstraint(
            model_name='targetrevision',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawal_reason__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='targetrevision_withdrawn_has_who_and_why', violation_error_message='A withdrawn revision says who withdrew it and why.'),
        ),
        migrations.AddField(
            model_name='comparedseries',
            name='indicator',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='compared_series', to='tracker.indicator', verbose_name='indicator'),
        ),
        migrations.AddField(
            model_name='comparedseries',
            name='zone',
            field=models.ForeignKey(blank=True, help_text='Whose figures they are. Empty for 全省, 全国 and the like.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='compared_series', to='tracker.zone', verbose_name='zone'),
        ),
        migrations.AddField(
            model_name='target',
            name='compared_series',
            field=models.ForeignKey(blank=True, help_text='Its figures stand in where the yearly figure brings none of its own.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='tracker.comparedseries', verbose_name='compared series'),
        ),
        migrations.AddField(
            model_name='cycleextension',
            name='cycle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='tracker.reportingcycle', verbose_name='reporting cycle'),
        ),
        migrations.AddField(
            model_name='cycleextension',
            name='department',
            field=models.ForeignKey(blank=True, help_text='Empty for the whole zone.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tracker.department', verbose_name='department'),
        ),
        migrations.AddField(
            model_name='cycleextension',
            name='extended_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='extended by'),
        ),
        migrations.AddField(
            model_name='delegation',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='delegation',
            name='principal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to=settings.AUTH_USER_MODEL, verbose_name='person who is absent'),
        ),
        migrations.AddField(
            model_name='delegation',
            name='substitute',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='substitutions', to=settings.AUTH_USER_MODEL, verbose_name='substitute'),
        ),
        migrations.AddField(
            model_name='delegation',
            name='zone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='tracker.zone', verbose_name='zone'),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by'),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='figure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='tracker.figure', verbose_name='figure'),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='removed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='removed by'),
        ),
        migrations.AddConstraint(
            model_name='failedsignin',
            constraint=models.UniqueConstraint(fields=('digest', 'address'), name='failed_sign_in_once_per_name_and_address'),
        ),
        migrations.AddField(
            model_name='judgementchange',
            name='after',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='change', to='tracker.assessment', verbose_name='judgement after'),
        ),
        migrations.AddField(
            model_name='judgementchange',
            name='before',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tracker.assessment', verbose_name='judgement before'),
        ),
        migrations.AddField(
            model_name='judgementchange',
            name='changed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by'),
        ),
        migrations.AddField(
            model_name='judgementchange',
            name='figure',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tracker.figure', verbose_name='revised figure'),
        ),
        migrations.AddField(
            model_name='judgementchange',
            name='replaced',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tracker.figure', verbose_name='figure before the revision'),
        ),
        migrations.AddField(
            model_name='judgementchange',
            name='revision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tracker.targetrevision', verbose_name='target revision'),
        ),
        migrations.AddField(
            model_name='judgementchange',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='judgement_changes', to='tracker.target', verbose_name='target'),
        ),
        migrations.AddField(
            model_name='milestonestep',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='tracker.target', verbose_name='target'),
        ),
        migrations.AddField(
            model_name='parentfigure',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='parentfigure',
            name='series',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='tracker.comparedseries', verbose_name='compared series'),
        ),
        migrations.AddField(
            model_name='sheetupload',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='sheetupload',
            name='cycle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='tracker.reportingcycle', verbose_name='reporting cycle'),
        ),
        migrations.AddField(
            model_name='targetretirement',
            name='restored_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought back by'),
        ),
        migrations.AddField(
            model_name='targetretirement',
            name='retired_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='retired by'),
        ),
        migrations.AddField(
            model_name='targetretirement',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='retirements', to='tracker.target', verbose_name='target'),
        ),
        migrations.AddConstraint(
            model_name='comparedseries',
            constraint=models.UniqueConstraint(models.F('name'), models.F('measure'), django.db.models.functions.comparison.Coalesce('zone_id', 0), django.db.models.functions.comparison.Coalesce('indicator_id', 0), name='comparedseries_once', violation_error_message='This compared series exists already.'),
        ),
        migrations.AddConstraint(
            model_name='comparedseries',
            constraint=models.CheckConstraint(condition=models.Q(('measure__in', ['level', 'change'])), name='comparedseries_terms_known'),
        ),
        migrations.AddConstraint(
            model_name='cycleextension',
            constraint=models.UniqueConstraint(condition=models.Q(('department__isnull', False)), fields=('cycle', 'department'), name='cycleextension_once_per_department', violation_error_message='This department was given longer already.'),
        ),
        migrations.AddConstraint(
            model_name='cycleextension',
            constraint=models.UniqueConstraint(condition=models.Q(('department__isnull', True)), fields=('cycle',), name='cycleextension_once_per_zone', violation_error_message='The zone was given longer already.'),
        ),
        migrations.AddConstraint(
            model_name='cycleextension',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='cycleextension_has_a_reason', violation_error_message='An extension says why it was given.'),
        ),
        migrations.AddIndex(
            model_name='delegation',
            index=models.Index(fields=['to_on'], name='delegation_not_over'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('principal', models.F('substitute')), _negated=True), name='delegation_to_somebody_else', violation_error_message='Nobody stands in for themselves.'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('from_on__lte', models.F('to_on'))), name='delegation_days_in_order', violation_error_message='The last day is before the first one.'),
        ),
        migrations.AddIndex(
            model_name='evidencefile',
            index=models.Index(fields=['stored'], name='evidencefile_by_content'),
        ),
        migrations.AddConstraint(
            model_name='evidencefile',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('figure', 'sha256'), name='evidencefile_content_once_per_figure', violation_error_message='This file is attached already.'),
        ),
        migrations.AddConstraint(
            model_name='evidencefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removal_reason__isnull', True), ('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removal_reason__isnull', False), ('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='evidencefile_removed_has_who_and_why', violation_error_message='A removed file says who removed it and why.'),
        ),
        migrations.AddConstraint(
            model_name='judgementchange',
            constraint=models.CheckConstraint(condition=models.Q(('figure__isnull', True), ('revision__isnull', True), _connector='OR'), name='judgementchange_one_reason'),
        ),
        migrations.AddConstraint(
            model_name='judgementchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('figure__isnull', True), ('replaced__isnull', True)), models.Q(('figure__isnull', False), ('replaced__isnull', False)), _connector='OR'), name='judgementchange_says_what_was_replaced'),
        ),
        migrations.AddConstraint(
            model_name='milestonestep',
            constraint=models.UniqueConstraint(fields=('target', 'name'), name='milestonestep_name_once_per_target', violation_error_message='This milestone has a step of that name already.'),
        ),
        migrations.AddConstraint(
            model_name='milestonestep',
            constraint=models.CheckConstraint(condition=models.Q(('due_year__isnull', True), ('due_on__isnull', True), _connector='OR'), name='milestonestep_due_in_a_year_or_on_a_day', violation_error_message='A step is due in a year or on a day, not both.'),
        ),
        migrations.AddConstraint(
            model_name='parentfigure',
            constraint=models.UniqueConstraint(fields=('series', 'year', 'vintage'), name='parentfigure_vintage_once'),
        ),
        migrations.AddConstraint(
            model_name='parentfigure',
            constraint=models.UniqueConstraint(condition=models.Q(('in_force', True)), fields=('series', 'year'), name='parentfigure_one_in_force_per_year'),
        ),
        migrations.AddConstraint(
            model_name='parentfigure',
            constraint=models.CheckConstraint(condition=models.Q(('vintage', 1), ('reason__isnull', False), _connector='OR'), name='parentfigure_replaced_for_a_reason', violation_error_message='Whoever replaces a figure says why.'),
        ),
        migrations.AddConstraint(
            model_name='parentfigure',
            constraint=models.CheckConstraint(condition=models.Q(('quality__in', ['flash', 'preliminary', 'final', 'revised', 'illustrative'])), name='parentfigure_terms_known'),
        ),
        migrations.AddIndex(
            model_name='sheetupload',
            index=models.Index(condition=models.Q(('state__in', ['sent', 'confirmed'])), fields=['sent_at'], name='sheetupload_waiting'),
        ),
        migrations.AddConstraint(
            model_name='sheetupload',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['sent', 'previewed', 'refused', 'confirmed', 'stored'])), name='sheetupload_state_known'),
        ),
        migrations.AddConstraint(
            model_name='sheetupload',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('content__isnull', False), _connector='OR'), name='sheetupload_sent_has_its_file'),
        ),
        migrations.AddConstraint(
            model_name='sheetupload',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'stored'), _negated=True), ('saved__isnull', False), _connector='OR'), name='sheetupload_stored_says_how_many'),
        ),
        migrations.AddConstraint(
            model_name='targetretirement',
            constraint=models.UniqueConstraint(condition=models.Q(('restored_at', None)), fields=('target',), name='targetretirement_once_at_a_time', violation_error_message='This target is retired already.'),
        ),
        migrations.AddConstraint(
            model_name='targetretirement',
            constraint=models.CheckConstraint(condition=models.Q(('restored_at', None), models.Q(('restored_by__isnull', False), ('restoring_reason__isnull', False)), _connector='OR'), name='targetretirement_restored_has_who_and_why', violation_error_message='A target that was brought back says by whom and why.'),
        ),
    ]
