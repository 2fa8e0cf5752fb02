"""The parts of ``pass_on``: who serves whom, moments within branches, circles, intervals."""
