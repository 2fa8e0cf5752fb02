"""Did one team change over time?"""
