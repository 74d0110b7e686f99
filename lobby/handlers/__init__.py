"""How each command is done, inside one open write. One file per subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lobby import commands as c
from lobby.handlers import calling, counters, days, handed_in, house, moves, people, setup, stations, terms, tickets

HANDLERS: Mapping[type[c.Command[Any]], Callable[..., Any]] = {
    c.OpenDay: days.open_,
    c.CloseDay: days.close,
    c.OpenCounter: counters.open_,
    c.PauseCounter: counters.pause,
    c.CloseCounter: counters.close,
    c.FreeCounter: counters.free,
    c.TakeTicket: tickets.take,
    c.HandIn: handed_in.hand_in,
    c.CatchUp: handed_in.catch_up,
    c.Abandon: tickets.abandon,
    c.GrantGreen: tickets.grant_green,
    c.RevokeGreen: tickets.revoke_green,
    c.AddNote: tickets.add_note,
    c.Divert: tickets.divert,
    c.DivertAtKiosk: tickets.divert_at_kiosk,
    c.WalkUp: calling.walk_up,
    c.CallNext: calling.call_next,
    c.CallTicket: calling.call_ticket,
    c.Recall: calling.recall,
    c.Arrive: calling.arrive,
    c.Finish: calling.finish,
    c.NoShow: calling.no_show,
    c.TakeBack: calling.take_back,
    c.Hold: moves.hold,
    c.Resume: moves.resume,
    c.Transfer: moves.transfer,
    c.Readmit: moves.readmit,
    c.ReportDevice: house.report_device,
    c.RecordPrint: house.record_print,
    c.CallHelp: house.call_help,
    c.TakeHelp: house.take_help,
    c.PostNotice: house.post_notice,
    c.RemoveNotice: house.remove_notice,
    c.ChangeSetting: setup.change_setting,
    c.ImportCustomers: setup.import_customers,
    c.TakeOver: terms.take_over,
    c.AskPairing: stations.ask,
    c.ApprovePairing: stations.approve,
    c.RefusePairing: stations.refuse,
    c.RevokeStation: stations.revoke,
    c.SignIn: people.sign_in,
    c.SetPassword: people.set_password,
    c.SignOut: people.sign_out,
    c.GivePassword: people.give_password,
    c.DisableAccount: people.disable,
}
