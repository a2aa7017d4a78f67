from callbridge.app.observer import Observer
from callbridge.web.metrics import Metrics


def value(metrics: Metrics, line: str) -> float | None:
    found = [row for row in metrics.render().decode().splitlines() if row.startswith(f"{line} ")]
    return float(found[0].split()[-1]) if found else None


def test_what_the_use_cases_report_is_counted() -> None:
    metrics = Metrics()
    observer: Observer = metrics
    observer.ami_event("main")
    observer.call_ended("main", "inbound", "answered")
    observer.lookup_missed("timeout")
    observer.fault("match")
    observer.card_pushed(0.004)
    observer.card_rendered(0.03)
    assert value(metrics, 'callbridge_ami_events_total{pbx="main"}') == 1
    assert value(metrics, 'callbridge_calls_total{direction="inbound",outcome="answered",pbx="main"}') == 1
    assert value(metrics, 'callbridge_lookups_missed_total{why="timeout"}') == 1
    assert value(metrics, 'callbridge_faults_total{where="match"}') == 1
    assert value(metrics, 'callbridge_ring_to_card_seconds_bucket{le="0.005"}') == 1
    assert value(metrics, "callbridge_card_rendered_seconds_count") == 1


def test_sockets_and_queues_are_asked_at_each_scrape() -> None:
    metrics, waiting = Metrics(), [1, 2]
    metrics.watch_sockets(lambda: 3)
    metrics.watch_queue("inbox", lambda: len(waiting))
    waiting.append(3)
    assert value(metrics, "callbridge_sockets") == 3
    assert value(metrics, 'callbridge_queue_depth{queue="inbox"}') == 3


def test_links_and_what_the_log_gave_up_are_asked_at_each_scrape() -> None:
    metrics, lost = Metrics(), [0]
    metrics.watch_link("main", "downs", lambda: lost[0])
    metrics.watch_given_up(lambda: lost[0])
    metrics.watch_mailbox("mail.inbox", "letters", lambda: lost[0])
    lost[0] = 2
    assert value(metrics, 'callbridge_mailbox{mailbox="mail.inbox",what="letters"}') == 2
    assert value(metrics, 'callbridge_ami_link{pbx="main",what="downs"}') == 2
    assert value(metrics, "callbridge_calls_given_up") == 2


def test_two_servers_in_one_process_do_not_share_counts() -> None:
    one, other = Metrics(), Metrics()
    one.socket_closed(4413)
    assert value(one, 'callbridge_socket_closes_total{code="4413"}') == 1
    assert value(other, 'callbridge_socket_closes_total{code="4413"}') is None
