"""Over the LAN as well, a screen in public is not told who the customers are (V5)."""

from lobby import commands as c
from lobby import queries as q
from tests.gateway.conftest import BranchLan
from tests.gateway.served import Served
from tests.lobby.shift import GOLD_CARD


def test_v5_no_name_goes_to_a_display_or_a_kiosk(host: Served, lan: BranchLan) -> None:
    lan.house.shift.know_customers()
    host.door(lan.kiosk).do(c.TakeTicket("wealth", customer=GOLD_CARD))
    assert host.door(lan.console).ask(q.Hall()).waiting[0].customer == "王女士"
    for guest in (lan.display, lan.kiosk):
        (ticket,) = host.door(guest).ask(q.Hall()).waiting
        assert (ticket.customer, ticket.token) == (None, "")
