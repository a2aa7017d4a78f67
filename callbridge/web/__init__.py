"""Web: HTTP routes, the operators' socket, logins, the client's files.

In: browsers' requests. Out: answers and pushed wire messages. Holds no business rule.
May import: app and below.
"""
