"""The real ZenML server, with hashes of keys and passwords that are quick.

bcrypt is slow on purpose, and the server hashes three times for each login, so
that its time tells nothing: 0.7 seconds of a processor, which was more than
half of what all these tests took. The number of rounds decides nothing else.
"""

import uvicorn
from passlib.hash import bcrypt

bcrypt.default_rounds = bcrypt.min_rounds
uvicorn.main()
