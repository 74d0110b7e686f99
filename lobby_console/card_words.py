"""What each alert says to the lobby manager: one title, one sentence. Pure."""

from __future__ import annotations

from lobby.model import Alert, AlertKind, Branch, DeviceKind
from lobby_console import wording
from resources.language import Words, later
from uikit import codes

TITLES = {
    AlertKind.HELP: later("Help called"),
    AlertKind.SECOND_DIVERSION: later("Second diversion"),
    AlertKind.WAIT_OVER: later("Past ten minutes"),
    AlertKind.VIP: later("VIP arrived"),
    AlertKind.GREEN: later("Green channel"),
    AlertKind.OVERRUN: later("Over service time"),
    AlertKind.DEVICE: later("Out of order"),
    AlertKind.IDLE: later("Counter idle"),
    AlertKind.MISSED: later("Missed numbers"),
    AlertKind.WAIT_NEAR: later("Nearing the limit"),
}


def title(kind: AlertKind, t: Words) -> str:
    return t(TITLES[kind])


def body(alert: Alert, branch: Branch, t: Words) -> str:
    match alert.kind:
        case AlertKind.HELP:
            return t("{place} asks for you.", place=wording.place(str(alert.detail["place"]), branch, t))
        case AlertKind.SECOND_DIVERSION:
            return _second_diversion(alert, t)
        case AlertKind.VIP:
            return _vip(alert, branch, t)
        case AlertKind.GREEN:
            return _green(alert, branch, t)
        case AlertKind.OVERRUN:
            return _overrun(alert, branch, t)
        case AlertKind.DEVICE:
            return _device(alert, branch, t)
        case AlertKind.IDLE:
            return _idle(alert, t)
        case AlertKind.MISSED:
            return t("{n} missed numbers. See who is back.", n=alert.detail["missed"])
        case AlertKind.WAIT_OVER | AlertKind.WAIT_NEAR:
            return alert.number


def _second_diversion(alert: Alert, t: Words) -> str:
    facts = {"n": alert.detail["waiting"], "number": alert.number}
    if alert.detail["ask"]:
        return t("{n} wait, {number} the longest. These could be served elsewhere:", **facts)
    return t("{n} wait, {number} the longest. No machine or counter is free for them now.", **facts)


def _vip(alert: Alert, branch: Branch, t: Words) -> str:
    manager = alert.detail.get("manager")
    facts = {
        "customer": alert.detail.get("customer") or t("A VIP"),
        "number": alert.number,
        "service": _service(alert, branch, t),
    }
    if manager:
        return t("{customer} {number}, {service}. Own manager: {manager}.", manager=manager, **facts)
    return t("{customer} {number}, {service}.", **facts)


def _green(alert: Alert, branch: Branch, t: Words) -> str:
    reason = codes.said(codes.GREEN, str(alert.detail["green"]), t.language)
    return t("{number}, {reason}: {service}.", number=alert.number, reason=reason, service=_service(alert, branch, t))


def _overrun(alert: Alert, branch: Branch, t: Words) -> str:
    facts = {"counter": alert.counter, "number": alert.number, "service": _service(alert, branch, t)}
    return t("Counter {counter}, {number}: {service}, target {n} min.", n=alert.detail["target"], **facts)


def _device(alert: Alert, branch: Branch, t: Words) -> str:
    code = alert.device or ""
    fault = wording.named(wording.FAULTS, str(alert.detail["fault"]), t) or t("out of order")
    facts = {"device": wording.place(code, branch, t), "fault": fault}
    if str(alert.detail["fault"]).startswith("near-end"):
        return t("{device}: {fault}. It still prints; have a new roll at hand.", **facts)
    if any(d.code == code and d.kind is DeviceKind.PRINTER for d in branch.devices):
        return t("{device}: {fault}. Numbers stay valid; customers see theirs on the screen.", **facts)
    return t("{device}: {fault}. Nobody is sent there.", **facts)


def _idle(alert: Alert, t: Words) -> str:
    facts = {"counter": alert.counter, "staff": alert.detail["staff"], "n": alert.detail["waiting"]}
    if paused := alert.detail["paused"]:
        reason = codes.said(codes.PAUSES, str(paused), t.language)
        return t("Counter {counter} ({staff}) is paused: {reason}. {n} wait for it.", reason=reason, **facts)
    return t("Counter {counter} ({staff}) is free. {n} wait for it.", **facts)


def _service(alert: Alert, branch: Branch, t: Words) -> str:
    return wording.service(str(alert.detail["service"]), branch, t)
