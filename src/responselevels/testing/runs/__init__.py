"""Runs of the laws: histories that all laws share, what they reached, and the smallest that breaks one."""
