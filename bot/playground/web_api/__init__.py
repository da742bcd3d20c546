"""The Web API of the local workspace: one module a thing, `methods.METHODS` is the list of what exists.

Facts of each method (scopes, tier, arguments, errors) come from Slack's method reference.
"""
