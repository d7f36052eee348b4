"""Every sentence a person reads, in English and in Chinese, and nothing else."""
