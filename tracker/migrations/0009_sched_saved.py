from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0008_issue'),
    ]

    operations = [
        migrations.AddField(
            model_name='reportschedule',
            name='saved_at',
            field=models.DateTimeField(default=timezone.now, verbose_name='saved at'),
            preserve_default=False,
        ),
    ]
