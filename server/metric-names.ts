/** Every figure of `/metrics`, once: its kind, its labels and what it tells. A test holds this against the code. */
export interface MetricSpec {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  readonly help: string;
}

const counter = (help: string, ...labels: string[]): MetricSpec => ({ kind: 'counter', labels, help });
const gauge = (help: string, ...labels: string[]): MetricSpec => ({ kind: 'gauge', labels, help });
const histogram = (help: string, ...labels: string[]): MetricSpec => ({ kind: 'histogram', labels, help });

/** Names without the prefix `sapa_`. */
export const METRICS: Readonly<Record<string, MetricSpec>> = {
  turns_total: counter('Inbound messages by what became of them', 'channel', 'outcome'),
  turn_seconds: histogram('From the message to saved, in seconds'),
  turn_conflicts_total: counter('Turns run again because somebody else saved first'),
  turn_errors_total: counter('Turns that failed for a reason of our own'),
  outbox_spoken_total: counter('Replies given to a channel by its answer', 'channel', 'outcome'),
  outbox_swept_total: counter('Conversations whose replies another process left unspoken'),
  outbox_given_up_total: counter('Replies that no channel would take in time'),
  outbox_unspoken_oldest_seconds: gauge('Age of the oldest reply that is overdue'),
  outbox_refused_total: counter('Replies that a channel did not take, by its reason', 'channel', 'reason'),
  outbox_repeated_total: counter('Replies sent again although they may have arrived: no report came in time'),
  channel_reports_total: counter('What channels told later about replies', 'channel', 'status'),
  channel_down: gauge('0: well. 1: away. 2: refuses our credentials or account', 'channel'),
  channel_facts_total: counter('What channels told about templates, numbers and accounts', 'channel', 'kind', 'event'),
  whatsapp_events_total: counter('Parts of WhatsApp deliveries that are no turn, by what they are', 'what'),
  whatsapp_marks_total: counter('Read and typing marks by what the Graph API answered', 'outcome'),
  whatsapp_statuses_total: counter('Statuses of our messages', 'status', 'reason', 'category'),
  lanes_waiting: gauge('Turns that wait in their lane'),
  lanes_running: gauge('Turns that run now'),
  cosmos_request_charge_total: counter('Request units spent', 'operation', 'container'),
  cosmos_requests_total: counter('Requests to Cosmos DB', 'operation', 'status'),
  store_errors_total: counter('Store calls that failed', 'operation', 'code'),
  store_seconds: histogram('Store calls in seconds', 'operation'),
  http_requests_total: counter('Answers by route and status', 'route', 'status'),
  http_request_seconds: histogram('From the headers to the answer, in seconds'),
  webchat_sockets: gauge('Open web chat sockets'),
  webchat_tokens_total: counter('Web chat tokens given out'),
  webchat_refused_total: counter('Web chat requests refused, by reason', 'code'),
  webchat_failures_total: counter('Web chat requests that failed for a reason of our own'),
  webchat_socket_errors_total: counter('Web chat sockets that broke'),
  webchat_poll_failures_total: counter('Looks into the store for replies of other processes that failed'),
  webhook_failures_total: counter('Parts of deliveries that failed for a reason of our own', 'webhook'),
  messenger_events_total: counter('What pages were told that was no message, by its kind', 'what'),
  botservice_refused_total: counter('Requests of Azure Bot Service that were not signed well'),
  verdicts_total: counter('What the registry said', 'verdict'),
  registry_lies_total: counter(
    "Answers of the registry with somebody else's data, or none at all: look at once",
    'what',
  ),
  registry_away_total: counter('Questions that the registry did not answer', 'reason'),
  registry_submissions_total: counter('What citizens confirmed, handed in, by the answer', 'answer'),
  registry_records_total: counter('Appointments told to the registry, by the answer', 'event', 'answer'),
  registry_overdue_seconds: gauge('How long the oldest submission has been due'),
  near_misses_total: counter('NIKs that opened nothing and were compared with those next to them', 'outcome'),
  notices_total: counter('News told outside a turn by what became of it', 'outcome'),
  notices_followed_total: counter('News told in another chat of the same citizen, where they wrote last'),
  notices_held_total: counter('News that waits because its template may not be sent now', 'channel', 'template'),
  templates_unusable: gauge('Templates that a channel has not approved, or has paused or taken back'),
  references_refused_total: counter('Buttons and links that were forged, too old or of somebody else'),
  registry_seconds: histogram('Calls to the registry in seconds', 'call'),
  emergency_words_total: counter('Messages that spoke of danger'),
  bookings_total: counter('Places asked for by what became of it', 'outcome'),
  ticket_checks_total: counter('Public checks of a ticket by what they answered', 'outcome'),
  event_loop_lag_seconds: gauge('99th percentile of the event loop lag since the last look'),
  event_loop_lag_max_seconds: gauge('Longest event loop lag since the last look'),
  unknown_metrics_total: counter('Figures that nobody declared: a mistake in the program'),
};
