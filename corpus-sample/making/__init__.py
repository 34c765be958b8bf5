"""Builds the files of the sample study from its sources; see make.py."""
