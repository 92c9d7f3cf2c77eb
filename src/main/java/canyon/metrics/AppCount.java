package canyon.metrics;

/** What is counted for each application. */
public enum AppCount {
    CONNECTIONS_OPENED,
    CONNECTIONS_CLOSED,
    /** Clients that were not let in. */
    CONNECTIONS_REFUSED,
    /** From clients, by whichever transport; heartbeats of Engine.IO are none. */
    MESSAGES_RECEIVED,
    MESSAGES_SENT,
    BYTES_RECEIVED,
    /** As on a WebSocket, with the headers of its frames. */
    BYTES_SENT,
    /** Of the HTTP API, from callers who showed that they may speak for the application. */
    HTTP_CALLS,
    /** Of bodies, without headers. */
    HTTP_BYTES_RECEIVED,
    HTTP_BYTES_SENT,
    PUBLISHED,
    CLIENT_EVENTS,
    CHANNELS_OCCUPIED,
    CHANNELS_VACATED,
    SUBSCRIBED,
    UNSUBSCRIBED,
    /** Subscriptions, sign-ins and client events that were refused. */
    DENIED,
    RATE_LIMIT_CHECKS,
    RATE_LIMIT_TRIGGERED,
    /** Requests, each with one event or more. */
    WEBHOOKS_SENT,
    WEBHOOKS_FAILED
}
