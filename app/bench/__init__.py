"""Measure what a completion, a sweep and an inbox cost, beside the floor and beside SpiffWorkflow as documented."""
