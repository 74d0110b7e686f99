"""`lobby host-setup` and `lobby join`: a machine becomes the branch's host, another one its guest."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from lobby import certificate, config
from lobby.api import is_host
from lobby.cli.door import url
from lobby.cli.say import Say
from lobby.model import StationRole

LOOK_EVERY = 1.0


def setup(arguments: argparse.Namespace, say: Say) -> None:
    """Make the certificate that guests pin. It is shown again when there is one already."""
    wiring = config.load(arguments.config).host
    where = Path(wiring.certificate) if wiring.certificate else certificate.usual_place()
    names = tuple(dict.fromkeys((*wiring.names, *arguments.name, *certificate.names_here())))
    if arguments.renew or not where.exists():
        certificate.make(where, names, renew=arguments.renew)
    pin = certificate.fingerprint(where)
    say.done(
        f"This machine can be a host. Its certificate is {where}, its fingerprint:\n"
        f"  {certificate.code(pin)}\n"
        "A guest shows the same when it joins; where it shows another one, somebody stands between them: refuse it.\n"
        f"Next: lobby-host here, then on each guest: lobby join https://{names[0]}:{wiring.port} --as kiosk",
        certificate=str(where),
        fingerprint=pin,
        code=certificate.code(pin),
        names=names,
    )


def join(arguments: argparse.Namespace, say: Say) -> None:
    """Ask the host to take this machine as a station, and wait for somebody's yes."""
    from lobby.joining import Joining  # loads what speaks HTTPS

    host = arguments.host or url(arguments)
    if not is_host(host):
        raise ValueError(f"{host!r} is no host's address. Write it like https://lobby-host:8443.")
    role = StationRole(arguments.role)
    if (arguments.counter is not None) != (role is StationRole.COUNTER):
        raise ValueError("--counter belongs to --as counter, and only there.")
    joining = Joining(host, role, arguments.counter, arguments.name)
    say.aside(
        f"This machine's code: {joining.asked.code}\nThe host's fingerprint:  {joining.code}\n"
        "The lobby manager approves the code on the console, or somebody at the host: "
        f"lobby pair approve {joining.asked.code}\n"
        "First compare the fingerprint with the one that 'lobby host-setup' shows at the host. Waiting …"
    )
    while not joining.approved():
        time.sleep(LOOK_EVERY)
    say.done(f"This machine is a station of {host} now.", host=host, role=role.value, fingerprint=joining.code)
