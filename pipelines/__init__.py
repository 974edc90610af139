"""What a developer runs: training, evaluation and publishing of the extraction pipeline."""
