"""What Prometheus reads. Implements `app.observer.Observer`, so the use cases know no vendor."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class Metrics:
    """Counts and times in a registry of its own, all named ``callbridge_…``."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(namespace="callbridge", registry=self._registry)
        self._ami_events = self._counter("ami_events", "AMI events taken from the inbox", "pbx")
        self._ami_events_of: dict[str, Counter] = {}
        """By PBX: looking a label up costs more than counting, and nothing is counted as often."""
        self._calls = self._counter("calls", "Calls that ended", "pbx", "direction", "outcome")
        self._lookups_missed = self._counter("lookups_missed", "Cards sent without history", "why")
        self._faults = self._counter("faults", "Handlers that failed on one event", "where")
        self._ring_to_card = self._histogram("ring_to_card_seconds", "From reading the ring to the sockets")
        self._rendered = self._histogram("card_rendered_seconds", "From the sockets to the operator's screen")
        self._http = self._counter("http_requests", "HTTP requests answered", "route", "method", "status")
        self._http_seconds = self._histogram("http_request_seconds", "Time to answer a request", "route")
        self._closes = self._counter("socket_closes", "Sockets the server closed", "code")
        self._sockets = self._gauge("sockets", "Sockets of operators that are attached")
        self._depth = self._gauge("queue_depth", "What waits in a bounded queue", "queue")
        self._links = self._gauge("ami_link", "Whether a PBX's link is up, and what befell it", "pbx", "what")
        self._mailboxes = self._gauge("mailbox", "Whether a mailbox is read, and what came", "mailbox", "what")
        self._given_up = self._gauge("calls_given_up", "Calls that the log could not keep since the start")

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, namespace="callbridge", registry=self._registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(name, text, labels, namespace="callbridge", registry=self._registry)

    def _histogram(self, name: str, text: str, *labels: str) -> Histogram:
        return Histogram(name, text, labels, namespace="callbridge", registry=self._registry, buckets=_BUCKETS_S)

    def ami_event(self, pbx: str) -> None:
        """One AMI event was taken from the inbox."""
        counter = self._ami_events_of.get(pbx)
        if counter is None:
            counter = self._ami_events_of[pbx] = self._ami_events.labels(pbx)
        counter.inc()

    def call_ended(self, pbx: str, direction: str, outcome: str) -> None:
        """A call is over."""
        self._calls.labels(pbx, direction, outcome).inc()

    def card_pushed(self, seconds: float) -> None:
        """A card went to its operator's sockets this long after the AMI event that rang the phone was read."""
        self._ring_to_card.observe(seconds)

    def card_rendered(self, seconds: float) -> None:
        """A card was on the operator's screen this long after it was pushed."""
        self._rendered.observe(seconds)

    def lookup_missed(self, why: str) -> None:
        """A card went out without history: ``timeout``, ``error`` or ``overload``."""
        self._lookups_missed.labels(why).inc()

    def fault(self, where: str) -> None:
        """A handler failed on one event and the rest went on."""
        self._faults.labels(where).inc()

    def http_answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """A request was answered; `route` is the template, never the path, so that labels stay few."""
        self._http.labels(route, method, str(status)).inc()
        self._http_seconds.labels(route).observe(seconds)

    def socket_closed(self, code: int) -> None:
        """The server closed a socket for this cause."""
        self._closes.labels(str(code)).inc()

    def watch_sockets(self, count: Callable[[], float]) -> None:
        """Ask `count` at each scrape for the sockets attached."""
        self._sockets.set_function(count)

    def watch_queue(self, queue: str, depth: Callable[[], float]) -> None:
        """Ask `depth` at each scrape how much waits in `queue`."""
        self._depth.labels(queue).set_function(depth)

    def watch_link(self, pbx: str, what: str, count: Callable[[], float]) -> None:
        """Ask `count` at each scrape how often `what` has happened on the links of `pbx`, or whether one is up."""
        self._links.labels(pbx, what).set_function(count)

    def watch_mailbox(self, mailbox: str, what: str, count: Callable[[], float]) -> None:
        """Ask `count` at each scrape how often `what` has come to a mailbox, or whether it is read."""
        self._mailboxes.labels(mailbox, what).set_function(count)

    def watch_given_up(self, count: Callable[[], float]) -> None:
        """Ask `count` at each scrape for the calls that the log gave up."""
        self._given_up.set_function(count)

    def render(self) -> bytes:
        """Return the text Prometheus reads."""
        return generate_latest(self._registry)
