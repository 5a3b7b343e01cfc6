-- Generated from core/migrations by tests/codegen: what they make of an empty schema.

activity_stats.user_id uuid NOT NULL
activity_stats.sessions bigint NOT NULL
activity_stats.sessions_ended bigint NOT NULL
activity_stats.session_ms bigint NOT NULL
activity_stats.messages bigint NOT NULL
activity_stats.tokens bigint NOT NULL
activity_stats.actions bigint NOT NULL
activity_stats.last_session_at_ms bigint
activity_stats.last_message_at_ms bigint
activity_stats.last_action_at_ms bigint
activity_stats.opened_at_ms bigint NOT NULL
activity_stats.cost_micros bigint NOT NULL DEFAULT 0
audit_events.user_id uuid NOT NULL
audit_events.seq bigint NOT NULL
audit_events.at_ms bigint NOT NULL
audit_events.event text COLLATE "C" NOT NULL
audit_events.actor text COLLATE "C" NOT NULL
audit_events.payload_sealed bytea NOT NULL
audit_events.hash bytea NOT NULL
audit_heads.user_id uuid NOT NULL
audit_heads.seq bigint NOT NULL
audit_heads.hash bytea NOT NULL
audit_heads.at_ms bigint NOT NULL
checkin_streaks.user_id uuid NOT NULL
checkin_streaks.local_day bigint NOT NULL
checkin_streaks.timezone text COLLATE "C" NOT NULL
checkin_streaks.at_ms bigint NOT NULL
checkin_streaks.streak bigint NOT NULL
checkin_streaks.longest bigint NOT NULL
checkin_streaks.total bigint NOT NULL
checkin_streaks.points_total bigint NOT NULL
checkins.user_id uuid NOT NULL
checkins.local_day bigint NOT NULL
checkins.checkin_id uuid NOT NULL
checkins.timezone text COLLATE "C" NOT NULL
checkins.at_ms bigint NOT NULL
checkins.streak bigint NOT NULL
checkins.points bigint NOT NULL
checkins.record_id uuid NOT NULL
checkins.record_seq bigint NOT NULL
data_keys.user_id uuid NOT NULL
data_keys.version bigint NOT NULL
data_keys.wrapped bytea NOT NULL
data_keys.created_at_ms bigint NOT NULL
engine_meta.name text COLLATE "C" NOT NULL
engine_meta.value bytea NOT NULL
grants.user_id uuid NOT NULL
grants.asset text COLLATE "C" NOT NULL
grants.grant_id uuid NOT NULL
grants.kind text COLLATE "C" NOT NULL
grants.amount bigint NOT NULL
grants.remaining bigint NOT NULL
grants.held bigint NOT NULL
grants.spent bigint NOT NULL
grants.effective_at_ms bigint NOT NULL
grants.priority bigint NOT NULL
grants.expires_at_ms bigint NOT NULL
grants.kind_order bigint NOT NULL
grants.opened_seq bigint NOT NULL
guest_uses.guest_id uuid NOT NULL
guest_uses.replay_key bytea NOT NULL
guest_uses.at_ms bigint NOT NULL
guest_uses.amount bigint NOT NULL
guest_uses.outcome text COLLATE "C" NOT NULL
guests.guest_id uuid NOT NULL
guests.counters text COLLATE "C" NOT NULL
guests.used_count bigint NOT NULL
guests.opened_at_ms bigint NOT NULL
guests.last_used_at_ms bigint NOT NULL
guests.user_id uuid
guests.adopted_at_ms bigint
guests.adopted_count bigint NOT NULL
guests.version bigint NOT NULL
holds.user_id uuid NOT NULL
holds.hold_id uuid NOT NULL
holds.asset text COLLATE "C" NOT NULL
holds.state text COLLATE "C" NOT NULL
holds.amount bigint NOT NULL
holds.captured bigint NOT NULL
holds.released bigint NOT NULL
holds.slices bytea NOT NULL
holds.related_event_id text COLLATE "C"
holds.action_id text COLLATE "C"
holds.note text COLLATE "C"
holds.opened_at_ms bigint NOT NULL
holds.expires_at_ms bigint NOT NULL
holds.ended_at_ms bigint
holds.task_id uuid
identifiers.kind bigint NOT NULL
identifiers.lookup bytea NOT NULL
identifiers.user_id uuid NOT NULL
imports.user_id uuid NOT NULL
imports.source text COLLATE "C" NOT NULL
imports.external_id text COLLATE "C" NOT NULL
imports.session_id uuid NOT NULL
imports.content_hash bytea NOT NULL
imports.imported_at_ms bigint NOT NULL
ledger_erasure.user_id uuid NOT NULL
ledger_erasure.begun_at_ms bigint NOT NULL
members.tenant_id uuid NOT NULL
members.user_id uuid NOT NULL
members.role text COLLATE "C" NOT NULL
members.joined_at_ms bigint NOT NULL
memories.user_id uuid NOT NULL
memories.id uuid NOT NULL
memories.session_id uuid
memories.created_at_ms bigint NOT NULL
memories.updated_at_ms bigint NOT NULL
memories.deleted_at_ms bigint
memories.sync_seq bigint NOT NULL
memories.sync_clock bytea NOT NULL
memories.trashed bigint GENERATED 
CASE
    WHEN (deleted_at_ms IS NULL) THEN 0
    ELSE 1
END
memories.dimensions bigint
memories.kind text COLLATE "C" NOT NULL
memories.importance bigint NOT NULL
memories.source_id uuid
memories.embedding bytea
memories.metadata text COLLATE "C"
memories.content text COLLATE "C" NOT NULL
message_streams.user_id uuid NOT NULL
message_streams.message_id uuid NOT NULL
message_streams.next_chunk bigint NOT NULL
message_streams.last_bytes bigint NOT NULL
message_streams.chars bigint NOT NULL
message_streams.pieces bigint NOT NULL
message_streams.touched_at_ms bigint NOT NULL
message_streams.check_at_ms bigint NOT NULL
message_streams.tail text COLLATE "C" NOT NULL
messages.user_id uuid NOT NULL
messages.id uuid NOT NULL
messages.session_id uuid NOT NULL
messages.parent_id uuid
messages.created_at_ms bigint NOT NULL
messages.deleted_at_ms bigint
messages.sync_seq bigint NOT NULL
messages.sync_clock bytea NOT NULL
messages.trashed bigint GENERATED 
CASE
    WHEN (deleted_at_ms IS NULL) THEN 0
    ELSE 1
END
messages.role text COLLATE "C" NOT NULL
messages.status text COLLATE "C" NOT NULL
messages.tokens bigint
messages.cost_micros bigint
messages.model text COLLATE "C"
messages.feedback text COLLATE "C"
messages.metadata text COLLATE "C"
messages.content text COLLATE "C" NOT NULL
messages.version_of uuid
outbox.user_id uuid NOT NULL
outbox.event_id uuid NOT NULL
outbox.seq bigint NOT NULL
outbox.kind text COLLATE "C" NOT NULL
outbox.state text COLLATE "C" NOT NULL
outbox.at_ms bigint NOT NULL
outbox.raised_at_ms bigint NOT NULL
outbox.tries bigint NOT NULL
outbox.lease_id uuid
outbox.reason text COLLATE "C"
outbox.dedup_key bytea NOT NULL
outbox.payload bytea NOT NULL
outbox_heads.user_id uuid NOT NULL
outbox_heads.seq bigint NOT NULL
payment_orders.user_id uuid NOT NULL
payment_orders.order_id uuid NOT NULL
payment_orders.state text COLLATE "C" NOT NULL
payment_orders.package text COLLATE "C" NOT NULL
payment_orders.amount bigint NOT NULL
payment_orders.currency text COLLATE "C" NOT NULL
payment_orders.base_points bigint NOT NULL
payment_orders.bonus_points bigint NOT NULL
payment_orders.first_bonus_points bigint NOT NULL
payment_orders.provider text COLLATE "C"
payment_orders.reference text COLLATE "C"
payment_orders.first_recharge bigint NOT NULL
payment_orders.refunded_amount bigint NOT NULL
payment_orders.clawed_base bigint NOT NULL
payment_orders.clawed_bonus bigint NOT NULL
payment_orders.clawed_first_bonus bigint NOT NULL
payment_orders.base_record_id uuid
payment_orders.bonus_record_id uuid
payment_orders.first_bonus_record_id uuid
payment_orders.note text COLLATE "C"
payment_orders.reason text COLLATE "C"
payment_orders.created_at_ms bigint NOT NULL
payment_orders.updated_at_ms bigint NOT NULL
payment_orders.paid_at_ms bigint
payment_orders.expires_at_ms bigint
payment_orders.lapses_at_ms bigint NOT NULL
payment_orders.version bigint NOT NULL
plans.name text COLLATE "C" NOT NULL
plans.price_order bigint
plans.limits text COLLATE "C" NOT NULL
plans.version bigint NOT NULL
plans.updated_at_ms bigint NOT NULL
plans.points_per_use bigint
point_records.user_id uuid NOT NULL
point_records.asset text COLLATE "C" NOT NULL
point_records.seq bigint NOT NULL
point_records.record_id uuid NOT NULL
point_records.kind text COLLATE "C" NOT NULL
point_records.amount bigint NOT NULL
point_records.balance_after bigint NOT NULL
point_records.related_event_id text COLLATE "C"
point_records.action_id text COLLATE "C"
point_records.original_record_id uuid
point_records.note text COLLATE "C"
point_records.effective_at_ms bigint NOT NULL
point_records.booked_at_ms bigint NOT NULL
point_records.replay_key bytea
point_records.allocation bytea NOT NULL
point_records.receipt bytea
point_records.hash bytea NOT NULL
prices.provider text COLLATE "C" NOT NULL
prices.model text COLLATE "C" NOT NULL
prices.version bigint NOT NULL
prices.effective_at_ms bigint NOT NULL
prices.currency text COLLATE "C" NOT NULL
prices.input_per_million_micros bigint NOT NULL
prices.output_per_million_micros bigint NOT NULL
prices.set_at_ms bigint NOT NULL
profiles.user_id uuid NOT NULL
profiles.id uuid NOT NULL
profiles.display_name text COLLATE "C"
profiles.bio text COLLATE "C"
profiles.location text COLLATE "C"
profiles.timezone text COLLATE "C" NOT NULL
profiles.language text COLLATE "C" NOT NULL
profiles.theme text COLLATE "C" NOT NULL
profiles.notifications_enabled bigint NOT NULL
profiles.tags text COLLATE "C" NOT NULL
profiles.sync_seq bigint NOT NULL
profiles.sync_clock bytea NOT NULL
provider_payments.provider text COLLATE "C" NOT NULL
provider_payments.reference text COLLATE "C" NOT NULL
provider_payments.user_id uuid NOT NULL
provider_payments.order_id uuid NOT NULL
provider_payments.claimed_at_ms bigint NOT NULL
quota_holds.user_id uuid NOT NULL
quota_holds.hold_id uuid NOT NULL
quota_holds.feature text COLLATE "C" NOT NULL
quota_holds.state text COLLATE "C" NOT NULL
quota_holds.amount bigint NOT NULL
quota_holds.from_plan bigint NOT NULL
quota_holds.slices text COLLATE "C" NOT NULL
quota_holds.session_id uuid
quota_holds.held_at_ms bigint NOT NULL
quota_holds.expires_at_ms bigint NOT NULL
quota_logs.user_id uuid NOT NULL
quota_logs.feature text COLLATE "C" NOT NULL
quota_logs.at_ms bigint NOT NULL
quota_logs.log_id uuid NOT NULL
quota_logs.kind text COLLATE "C" NOT NULL
quota_logs.amount bigint NOT NULL
quota_logs.session_id uuid
quota_logs.tokens bigint
quota_logs.plan text COLLATE "C" NOT NULL
quota_logs.period_start_ms bigint NOT NULL
quota_logs.replay_key bytea NOT NULL
quota_logs.receipt bytea NOT NULL
quota_logs.uncounted bigint NOT NULL DEFAULT 0
quota_logs.points bigint
quota_packs.user_id uuid NOT NULL
quota_packs.feature text COLLATE "C" NOT NULL
quota_packs.pack_id uuid NOT NULL
quota_packs.amount bigint NOT NULL
quota_packs.remaining bigint NOT NULL
quota_packs.live bigint NOT NULL
quota_packs.priority bigint NOT NULL
quota_packs.expires_at_ms bigint NOT NULL
quota_packs.received_from uuid
quota_packs.received_at_ms bigint NOT NULL
quota_runs.name text COLLATE "C" NOT NULL
quota_runs.began_at_ms bigint NOT NULL
quota_runs.updated_at_ms bigint NOT NULL
quota_runs.finished_at_ms bigint
quota_runs.total bigint NOT NULL
quota_runs.done bigint NOT NULL
quota_runs.failed bigint NOT NULL
quotas.user_id uuid NOT NULL
quotas.feature text COLLATE "C" NOT NULL
quotas.plan text COLLATE "C" NOT NULL
quotas.next_plan text COLLATE "C"
quotas.next_plan_at_ms bigint
quotas.timezone text COLLATE "C" NOT NULL
quotas.anchor_day bigint
quotas.counters text COLLATE "C" NOT NULL
quotas.total_used bigint NOT NULL
quotas.held bigint NOT NULL
quotas.purchased bigint NOT NULL
quotas.resets_at_ms bigint
quotas.last_at_ms bigint NOT NULL
quotas.opened_at_ms bigint NOT NULL
quotas.version bigint NOT NULL
quotas.uncounted bigint NOT NULL DEFAULT 0
quotas.held_packs bigint NOT NULL DEFAULT 0
quotas.holds_end_at_ms bigint
quotas.packs_end_at_ms bigint
rate_limits.scope text COLLATE "C" NOT NULL
rate_limits.key_hash bytea NOT NULL
rate_limits.hits text COLLATE "C" NOT NULL
rate_limits.full_at text COLLATE "C" NOT NULL
rate_limits.last_at_ms bigint NOT NULL
rate_limits.idle_at_ms bigint NOT NULL
rate_limits.version bigint NOT NULL
receipts.user_id uuid NOT NULL
receipts.replay_key bytea NOT NULL
receipts.receipt bytea NOT NULL
receipts.created_at_ms bigint NOT NULL
receipts.row_id uuid
refunds.user_id uuid NOT NULL
refunds.asset text COLLATE "C" NOT NULL
refunds.record_id uuid NOT NULL
refunds.amount bigint NOT NULL
refunds.refunded bigint NOT NULL
roles.tenant_id uuid NOT NULL
roles.name text COLLATE "C" NOT NULL
roles.permissions text COLLATE "C" NOT NULL
schema_migrations.version bigint NOT NULL
schema_migrations.name text COLLATE "C" NOT NULL
schema_migrations.applied_at_ms bigint NOT NULL
session_records.user_id uuid NOT NULL
session_records.session_id uuid NOT NULL
session_records.n bigint NOT NULL
session_records.status text COLLATE "C" NOT NULL
session_records.at_ms bigint NOT NULL
session_stats.user_id uuid NOT NULL
session_stats.session_id uuid NOT NULL
session_stats.message_count bigint NOT NULL
session_stats.total_tokens bigint NOT NULL
session_stats.total_cost_micros bigint NOT NULL
session_stats.last_message_at_ms bigint
session_stats.last_message_id uuid
session_totals.user_id uuid NOT NULL
session_totals.active bigint NOT NULL
session_totals.paused bigint NOT NULL
session_totals.ended bigint NOT NULL
session_totals.archived bigint NOT NULL
session_totals.trashed bigint NOT NULL
session_totals.removed_messages bigint NOT NULL
session_totals.removed_tokens bigint NOT NULL
session_totals.removed_cost_micros bigint NOT NULL
sessions.user_id uuid NOT NULL
sessions.id uuid NOT NULL
sessions.created_at_ms bigint NOT NULL
sessions.updated_at_ms bigint NOT NULL
sessions.ended_at_ms bigint
sessions.deleted_at_ms bigint
sessions.sync_seq bigint NOT NULL
sessions.sync_clock bytea NOT NULL
sessions.trashed bigint GENERATED 
CASE
    WHEN (deleted_at_ms IS NULL) THEN 0
    ELSE 1
END
sessions.kind text COLLATE "C" NOT NULL
sessions.status text COLLATE "C" NOT NULL
sessions.pinned bigint NOT NULL
sessions.device text COLLATE "C"
sessions.model text COLLATE "C"
sessions.title text COLLATE "C"
sessions.metadata text COLLATE "C"
sessions.leaf_id uuid
settings.tenant_id uuid NOT NULL
settings.name text COLLATE "C" NOT NULL
settings.value text COLLATE "C" NOT NULL
settings.description text COLLATE "C"
settings.updated_at_ms bigint NOT NULL
stream_pieces.user_id uuid NOT NULL
stream_pieces.message_id uuid NOT NULL
stream_pieces.n bigint NOT NULL
stream_pieces.content text COLLATE "C" NOT NULL
sync_head.user_id uuid NOT NULL
sync_head.epoch bigint NOT NULL
sync_head.seq bigint NOT NULL
sync_head.clock bigint NOT NULL
tasks.user_id uuid NOT NULL
tasks.task_id uuid NOT NULL
tasks.kind text COLLATE "C" NOT NULL
tasks.state text COLLATE "C" NOT NULL
tasks.cost bigint NOT NULL
tasks.captured bigint NOT NULL
tasks.hold_id uuid NOT NULL
tasks.record_id uuid
tasks.created_at_ms bigint NOT NULL
tasks.started_at_ms bigint
tasks.ended_at_ms bigint
tasks.expires_at_ms bigint NOT NULL
tasks.due_at_ms bigint
tasks.error text COLLATE "C"
tasks.parameters text COLLATE "C" NOT NULL
tasks.result text COLLATE "C"
tenants.id uuid NOT NULL
tenants.name text COLLATE "C" NOT NULL
tenants.created_at_ms bigint NOT NULL
tenants.owners bigint NOT NULL DEFAULT 0
tombstones.user_id uuid NOT NULL
tombstones.collection bigint NOT NULL
tombstones.id uuid NOT NULL
tombstones.sync_seq bigint NOT NULL
tombstones.erased_at_ms bigint NOT NULL
trash.user_id uuid NOT NULL
trash.collection bigint NOT NULL
trash.id uuid NOT NULL
trash.purge_at_ms bigint NOT NULL
usage_days.user_id uuid NOT NULL
usage_days.day bigint NOT NULL
usage_days.made_in uuid NOT NULL
usage_days.currency text COLLATE "C" NOT NULL
usage_days.calls bigint NOT NULL
usage_days.input_tokens bigint NOT NULL
usage_days.output_tokens bigint NOT NULL
usage_days.duration_ms bigint NOT NULL
usage_days.cost_micros bigint NOT NULL
usage_days.hours bigint NOT NULL
usage_parts.user_id uuid NOT NULL
usage_parts.day bigint NOT NULL
usage_parts.part text COLLATE "C" NOT NULL
usage_parts.currency text COLLATE "C" NOT NULL
usage_parts.made_in uuid NOT NULL
usage_parts.calls bigint NOT NULL
usage_parts.input_tokens bigint NOT NULL
usage_parts.output_tokens bigint NOT NULL
usage_parts.duration_ms bigint NOT NULL
usage_parts.cost_micros bigint NOT NULL
usage_parts.hours bigint NOT NULL
usage_records.user_id uuid NOT NULL
usage_records.event_id text COLLATE "C" NOT NULL
usage_records.record_id uuid NOT NULL
usage_records.kind text COLLATE "C" NOT NULL
usage_records.provider text COLLATE "C" NOT NULL
usage_records.model text COLLATE "C" NOT NULL
usage_records.device text COLLATE "C"
usage_records.session_id uuid
usage_records.input_tokens bigint NOT NULL
usage_records.output_tokens bigint NOT NULL
usage_records.duration_ms bigint NOT NULL
usage_records.cost_micros bigint
usage_records.currency text COLLATE "C" NOT NULL
usage_records.price_version bigint
usage_records.input_per_million_micros bigint
usage_records.output_per_million_micros bigint
usage_records.at_ms bigint NOT NULL
usage_records.dated bigint NOT NULL
usage_records.recorded_at_ms bigint NOT NULL
usage_records.timezone text COLLATE "C" NOT NULL
usage_records.day bigint NOT NULL
usage_records.hour bigint NOT NULL
usage_records.made_in uuid NOT NULL
usage_sessions.user_id uuid NOT NULL
usage_sessions.day bigint NOT NULL
usage_sessions.session_id uuid NOT NULL
usage_sessions.made_in uuid NOT NULL
users.id uuid NOT NULL
users.state text COLLATE "C" NOT NULL
users.inactivity text COLLATE "C"
users.suspended_until_at_ms bigint
users.name text COLLATE "C"
users.nickname text COLLATE "C"
users.avatar_url text COLLATE "C"
users.bio text COLLATE "C"
users.email_sealed bytea
users.phone_sealed bytea
users.external_id_sealed bytea
users.email_verified bigint NOT NULL
users.phone_verified bigint NOT NULL
users.created_at_ms bigint NOT NULL
users.created_by uuid
users.activated_at_ms bigint
users.activated_by uuid
users.deactivated_at_ms bigint
users.deactivated_by uuid
users.deactivation_reason text COLLATE "C"
users.deleted_at_ms bigint
users.deleted_by uuid
users.updated_at_ms bigint NOT NULL
users.updated_by uuid
users.last_login_at_ms bigint
users.last_active_at_ms bigint
wallets.user_id uuid NOT NULL
wallets.asset text COLLATE "C" NOT NULL
wallets.balance bigint NOT NULL
wallets.held bigint NOT NULL
wallets.level bigint NOT NULL
wallets.total_consumed bigint NOT NULL
wallets.total_recharged bigint NOT NULL
wallets.first_recharged_at_ms bigint
wallets.status text COLLATE "C" NOT NULL
wallets.version bigint NOT NULL
wallets.seq bigint NOT NULL
wallets.chain bytea NOT NULL
wallets.last_at_ms bigint NOT NULL
wallets.last_effective_at_ms bigint NOT NULL
wallets.next_expiry_at_ms bigint
wallets.head_grant_id uuid
wallets.head_remaining bigint NOT NULL
wallets.head_priority bigint NOT NULL
wallets.head_expires_at_ms bigint NOT NULL
wallets.head_kind_order bigint NOT NULL
wallets.head_opened_seq bigint NOT NULL
wallets.opened_at_ms bigint NOT NULL
wallets.owed bigint NOT NULL DEFAULT 0
wallets.floor_points bigint
wallets.floor_low bigint NOT NULL DEFAULT 0

CREATE UNIQUE INDEX activity_stats_pkey ON activity_stats USING btree (user_id)
CREATE UNIQUE INDEX audit_events_pkey ON audit_events USING btree (user_id, seq)
CREATE UNIQUE INDEX audit_heads_pkey ON audit_heads USING btree (user_id)
CREATE UNIQUE INDEX checkin_streaks_pkey ON checkin_streaks USING btree (user_id)
CREATE UNIQUE INDEX checkins_by_id ON checkins USING btree (user_id, checkin_id)
CREATE UNIQUE INDEX checkins_pkey ON checkins USING btree (user_id, local_day)
CREATE UNIQUE INDEX data_keys_pkey ON data_keys USING btree (user_id, version)
CREATE UNIQUE INDEX engine_meta_pkey ON engine_meta USING btree (name)
CREATE INDEX grants_by_expiry ON grants USING btree (user_id, asset, spent, expires_at_ms, opened_seq)
CREATE INDEX grants_by_order ON grants USING btree (user_id, asset, spent, priority, expires_at_ms, kind_order, opened_seq)
CREATE UNIQUE INDEX grants_pkey ON grants USING btree (user_id, asset, grant_id)
CREATE INDEX guest_uses_by_time ON guest_uses USING btree (guest_id, at_ms, amount)
CREATE UNIQUE INDEX guest_uses_pkey ON guest_uses USING btree (guest_id, replay_key)
CREATE INDEX guests_by_last_use ON guests USING btree (last_used_at_ms, guest_id)
CREATE INDEX guests_by_user ON guests USING btree (user_id, guest_id)
CREATE UNIQUE INDEX guests_pkey ON guests USING btree (guest_id)
CREATE INDEX holds_by_deadline ON holds USING btree (user_id, asset, state, expires_at_ms, hold_id)
CREATE INDEX holds_by_opening ON holds USING btree (user_id, asset, opened_at_ms, hold_id)
CREATE UNIQUE INDEX holds_pkey ON holds USING btree (user_id, hold_id)
CREATE INDEX identifiers_by_user ON identifiers USING btree (user_id, kind)
CREATE UNIQUE INDEX identifiers_pkey ON identifiers USING btree (kind, lookup)
CREATE UNIQUE INDEX imports_pkey ON imports USING btree (user_id, source, external_id)
CREATE UNIQUE INDEX ledger_erasure_pkey ON ledger_erasure USING btree (user_id)
CREATE INDEX members_by_tenant ON members USING btree (tenant_id, user_id)
CREATE UNIQUE INDEX members_pkey ON members USING btree (user_id, tenant_id)
CREATE INDEX memories_by_dimensions ON memories USING btree (user_id, trashed, dimensions, id)
CREATE INDEX memories_by_kind ON memories USING btree (user_id, trashed, kind, created_at_ms, id)
CREATE UNIQUE INDEX memories_by_seq ON memories USING btree (user_id, sync_seq)
CREATE INDEX memories_by_time ON memories USING btree (user_id, trashed, created_at_ms, id)
CREATE INDEX memories_in_session ON memories USING btree (user_id, session_id, trashed, created_at_ms, id)
CREATE UNIQUE INDEX memories_pkey ON memories USING btree (user_id, id)
CREATE INDEX message_streams_by_check ON message_streams USING btree (check_at_ms, user_id, message_id)
CREATE UNIQUE INDEX message_streams_pkey ON message_streams USING btree (user_id, message_id)
CREATE INDEX messages_by_parent ON messages USING btree (user_id, parent_id, trashed, created_at_ms, id) WHERE (parent_id IS NOT NULL)
CREATE UNIQUE INDEX messages_by_seq ON messages USING btree (user_id, sync_seq)
CREATE INDEX messages_by_time ON messages USING btree (user_id, trashed, created_at_ms, id)
CREATE INDEX messages_by_version ON messages USING btree (user_id, version_of, trashed, created_at_ms, id) WHERE (version_of IS NOT NULL)
CREATE INDEX messages_in_session ON messages USING btree (user_id, session_id, trashed, created_at_ms, id)
CREATE UNIQUE INDEX messages_pkey ON messages USING btree (user_id, id)
CREATE UNIQUE INDEX outbox_by_key ON outbox USING btree (user_id, dedup_key)
CREATE INDEX outbox_by_order ON outbox USING btree (user_id, state, seq)
CREATE INDEX outbox_by_time ON outbox USING btree (state, at_ms, event_id)
CREATE UNIQUE INDEX outbox_pkey ON outbox USING btree (user_id, event_id)
CREATE UNIQUE INDEX outbox_heads_pkey ON outbox_heads USING btree (user_id)
CREATE INDEX payment_orders_by_lapse ON payment_orders USING btree (lapses_at_ms)
CREATE INDEX payment_orders_by_state ON payment_orders USING btree (user_id, state, created_at_ms, order_id)
CREATE INDEX payment_orders_by_time ON payment_orders USING btree (user_id, created_at_ms, order_id)
CREATE UNIQUE INDEX payment_orders_pkey ON payment_orders USING btree (user_id, order_id)
CREATE UNIQUE INDEX plans_pkey ON plans USING btree (name)
CREATE UNIQUE INDEX point_records_by_id ON point_records USING btree (user_id, record_id)
CREATE INDEX point_records_by_kind ON point_records USING btree (user_id, asset, kind, seq)
CREATE UNIQUE INDEX point_records_by_replay_key ON point_records USING btree (user_id, replay_key)
CREATE UNIQUE INDEX point_records_pkey ON point_records USING btree (user_id, asset, seq)
CREATE INDEX prices_by_time ON prices USING btree (provider, model, effective_at_ms, version)
CREATE UNIQUE INDEX prices_pkey ON prices USING btree (provider, model, version)
CREATE UNIQUE INDEX profiles_by_seq ON profiles USING btree (user_id, sync_seq)
CREATE UNIQUE INDEX profiles_pkey ON profiles USING btree (user_id, id)
CREATE INDEX provider_payments_by_user ON provider_payments USING btree (user_id, order_id)
CREATE UNIQUE INDEX provider_payments_pkey ON provider_payments USING btree (provider, reference)
CREATE INDEX quota_holds_by_end ON quota_holds USING btree (user_id, feature, state, expires_at_ms, hold_id)
CREATE UNIQUE INDEX quota_holds_pkey ON quota_holds USING btree (user_id, hold_id)
CREATE UNIQUE INDEX quota_logs_by_key ON quota_logs USING btree (user_id, replay_key)
CREATE INDEX quota_logs_by_time ON quota_logs USING btree (feature, at_ms)
CREATE UNIQUE INDEX quota_logs_pkey ON quota_logs USING btree (user_id, feature, at_ms, log_id)
CREATE INDEX quota_packs_by_order ON quota_packs USING btree (user_id, feature, live, priority, expires_at_ms, received_at_ms, pack_id)
CREATE UNIQUE INDEX quota_packs_pkey ON quota_packs USING btree (user_id, feature, pack_id)
CREATE UNIQUE INDEX quota_runs_pkey ON quota_runs USING btree (name)
CREATE INDEX quotas_by_reset ON quotas USING btree (resets_at_ms, user_id, feature)
CREATE UNIQUE INDEX quotas_pkey ON quotas USING btree (user_id, feature)
CREATE INDEX rate_limits_by_idleness ON rate_limits USING btree (idle_at_ms, scope, key_hash)
CREATE UNIQUE INDEX rate_limits_pkey ON rate_limits USING btree (scope, key_hash)
CREATE INDEX receipts_of_row ON receipts USING btree (user_id, row_id) WHERE (row_id IS NOT NULL)
CREATE UNIQUE INDEX receipts_pkey ON receipts USING btree (user_id, replay_key)
CREATE UNIQUE INDEX refunds_pkey ON refunds USING btree (user_id, asset, record_id)
CREATE UNIQUE INDEX roles_pkey ON roles USING btree (tenant_id, name)
CREATE UNIQUE INDEX schema_migrations_pkey ON schema_migrations USING btree (version)
CREATE UNIQUE INDEX session_records_pkey ON session_records USING btree (user_id, session_id, n)
CREATE UNIQUE INDEX session_stats_pkey ON session_stats USING btree (user_id, session_id)
CREATE UNIQUE INDEX session_totals_pkey ON session_totals USING btree (user_id)
CREATE INDEX sessions_by_id ON sessions USING btree (id, user_id)
CREATE UNIQUE INDEX sessions_by_seq ON sessions USING btree (user_id, sync_seq)
CREATE INDEX sessions_by_status ON sessions USING btree (user_id, trashed, status, created_at_ms, id)
CREATE INDEX sessions_by_time ON sessions USING btree (user_id, trashed, created_at_ms, id)
CREATE UNIQUE INDEX sessions_pkey ON sessions USING btree (user_id, id)
CREATE UNIQUE INDEX settings_pkey ON settings USING btree (tenant_id, name)
CREATE UNIQUE INDEX stream_pieces_pkey ON stream_pieces USING btree (user_id, message_id, n)
CREATE UNIQUE INDEX sync_head_pkey ON sync_head USING btree (user_id)
CREATE INDEX tasks_by_due ON tasks USING btree (due_at_ms)
CREATE INDEX tasks_by_state ON tasks USING btree (user_id, kind, state, created_at_ms, task_id)
CREATE INDEX tasks_by_time ON tasks USING btree (user_id, kind, created_at_ms, task_id)
CREATE UNIQUE INDEX tasks_pkey ON tasks USING btree (user_id, task_id)
CREATE UNIQUE INDEX tenants_pkey ON tenants USING btree (id)
CREATE UNIQUE INDEX tombstones_by_seq ON tombstones USING btree (user_id, sync_seq)
CREATE UNIQUE INDEX tombstones_pkey ON tombstones USING btree (user_id, collection, id)
CREATE INDEX trash_by_time ON trash USING btree (purge_at_ms, user_id, collection, id)
CREATE UNIQUE INDEX trash_pkey ON trash USING btree (user_id, collection, id)
CREATE INDEX usage_days_by_tenant ON usage_days USING btree (made_in, day, user_id)
CREATE UNIQUE INDEX usage_days_pkey ON usage_days USING btree (user_id, day, made_in, currency)
CREATE INDEX usage_parts_by_tenant ON usage_parts USING btree (made_in, day, user_id, part)
CREATE UNIQUE INDEX usage_parts_pkey ON usage_parts USING btree (user_id, day, part, currency, made_in)
CREATE INDEX usage_records_by_kind ON usage_records USING btree (user_id, kind, at_ms, record_id)
CREATE INDEX usage_records_by_model ON usage_records USING btree (user_id, model, at_ms, record_id)
CREATE INDEX usage_records_by_time ON usage_records USING btree (user_id, at_ms, record_id)
CREATE UNIQUE INDEX usage_records_pkey ON usage_records USING btree (user_id, event_id)
CREATE INDEX usage_sessions_by_tenant ON usage_sessions USING btree (made_in, day, user_id)
CREATE UNIQUE INDEX usage_sessions_pkey ON usage_sessions USING btree (user_id, day, session_id, made_in)
CREATE UNIQUE INDEX users_pkey ON users USING btree (id)
CREATE INDEX wallets_by_expiry ON wallets USING btree (next_expiry_at_ms)
CREATE UNIQUE INDEX wallets_pkey ON wallets USING btree (user_id, asset)

CREATE TRIGGER audit_events_guard BEFORE DELETE OR UPDATE ON audit_events FOR EACH ROW EXECUTE FUNCTION audit_events_guard()
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION ledgers_no_truncate()
CREATE TRIGGER point_records_guard BEFORE DELETE OR UPDATE ON point_records FOR EACH ROW EXECUTE FUNCTION point_records_guard()
CREATE TRIGGER point_records_no_truncate BEFORE TRUNCATE ON point_records FOR EACH STATEMENT EXECUTE FUNCTION ledgers_no_truncate()
CREATE TRIGGER usage_records_guard BEFORE DELETE OR UPDATE ON usage_records FOR EACH ROW EXECUTE FUNCTION usage_records_guard()
CREATE TRIGGER usage_records_no_truncate BEFORE TRUNCATE ON usage_records FOR EACH STATEMENT EXECUTE FUNCTION ledgers_no_truncate()

CREATE OR REPLACE FUNCTION audit_events_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'audit events are never changed or deleted';
END $function$
CREATE OR REPLACE FUNCTION ledgers_no_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    RAISE EXCEPTION '% are immutable', TG_TABLE_NAME;
END
$function$
CREATE OR REPLACE FUNCTION point_records_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF TG_OP = 'DELETE'
        AND EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'point_records are immutable';
END
$function$
CREATE OR REPLACE FUNCTION usage_records_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF TG_OP = 'DELETE'
        AND EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'usage_records are immutable';
END
$function$
