# What is counted for minutes needs no copying: the table is made anew.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0008_targets_revised'),
    ]

    operations = [
        migrations.DeleteModel(name='FailedSignIn'),
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
                'constraints': [models.UniqueConstraint(fields=('digest', 'address'), name='failed_sign_in_once_per_name_and_address')],
            },
        ),
    ]
