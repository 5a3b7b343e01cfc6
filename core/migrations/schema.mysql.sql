-- Generated from core/migrations by tests/codegen: what they make of an empty database.

activity_stats InnoDB Dynamic utf8mb4_bin
audit_events InnoDB Dynamic utf8mb4_bin
audit_heads InnoDB Dynamic utf8mb4_bin
checkins InnoDB Dynamic utf8mb4_bin
checkin_streaks InnoDB Dynamic utf8mb4_bin
data_keys InnoDB Dynamic utf8mb4_bin
engine_meta InnoDB Dynamic utf8mb4_bin
grants InnoDB Dynamic utf8mb4_bin
guests InnoDB Dynamic utf8mb4_bin
guest_uses InnoDB Dynamic utf8mb4_bin
holds InnoDB Dynamic utf8mb4_bin
identifiers InnoDB Dynamic utf8mb4_bin
imports InnoDB Dynamic utf8mb4_bin
ledger_erasure InnoDB Dynamic utf8mb4_bin
members InnoDB Dynamic utf8mb4_bin
memories InnoDB Dynamic utf8mb4_bin
messages InnoDB Dynamic utf8mb4_bin
message_streams InnoDB Dynamic utf8mb4_bin
outbox InnoDB Dynamic utf8mb4_bin
outbox_heads InnoDB Dynamic utf8mb4_bin
payment_orders InnoDB Dynamic utf8mb4_bin
plans InnoDB Dynamic utf8mb4_bin
point_records InnoDB Dynamic utf8mb4_bin
prices InnoDB Dynamic utf8mb4_bin
profiles InnoDB Dynamic utf8mb4_bin
provider_payments InnoDB Dynamic utf8mb4_bin
quotas InnoDB Dynamic utf8mb4_bin
quota_holds InnoDB Dynamic utf8mb4_bin
quota_logs InnoDB Dynamic utf8mb4_bin
quota_packs InnoDB Dynamic utf8mb4_bin
quota_runs InnoDB Dynamic utf8mb4_bin
rate_limits InnoDB Dynamic utf8mb4_bin
receipts InnoDB Dynamic utf8mb4_bin
refunds InnoDB Dynamic utf8mb4_bin
roles InnoDB Dynamic utf8mb4_bin
schema_migrations InnoDB Dynamic utf8mb4_bin
schema_steps InnoDB Dynamic utf8mb4_bin
sessions InnoDB Dynamic utf8mb4_bin
session_records InnoDB Dynamic utf8mb4_bin
session_stats InnoDB Dynamic utf8mb4_bin
session_totals InnoDB Dynamic utf8mb4_bin
settings InnoDB Dynamic utf8mb4_bin
stream_pieces InnoDB Dynamic utf8mb4_bin
sync_head InnoDB Dynamic utf8mb4_bin
tasks InnoDB Dynamic utf8mb4_bin
tenants InnoDB Dynamic utf8mb4_bin
tombstones InnoDB Dynamic utf8mb4_bin
trash InnoDB Dynamic utf8mb4_bin
usage_days InnoDB Dynamic utf8mb4_bin
usage_parts InnoDB Dynamic utf8mb4_bin
usage_records InnoDB Dynamic utf8mb4_bin
usage_sessions InnoDB Dynamic utf8mb4_bin
users InnoDB Dynamic utf8mb4_bin
wallets InnoDB Dynamic utf8mb4_bin

activity_stats.user_id binary(16) NOT NULL
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
audit_events.user_id binary(16) NOT NULL
audit_events.seq bigint NOT NULL
audit_events.at_ms bigint NOT NULL
audit_events.event varbinary(512) NOT NULL
audit_events.actor varbinary(512) NOT NULL
audit_events.payload_sealed longblob NOT NULL
audit_events.hash varbinary(767) NOT NULL
audit_heads.user_id binary(16) NOT NULL
audit_heads.seq bigint NOT NULL
audit_heads.hash varbinary(767) NOT NULL
audit_heads.at_ms bigint NOT NULL
checkins.user_id binary(16) NOT NULL
checkins.local_day bigint NOT NULL
checkins.checkin_id binary(16) NOT NULL
checkins.timezone varbinary(512) NOT NULL
checkins.at_ms bigint NOT NULL
checkins.streak bigint NOT NULL
checkins.points bigint NOT NULL
checkins.record_id binary(16) NOT NULL
checkins.record_seq bigint NOT NULL
checkin_streaks.user_id binary(16) NOT NULL
checkin_streaks.local_day bigint NOT NULL
checkin_streaks.timezone varbinary(512) NOT NULL
checkin_streaks.at_ms bigint NOT NULL
checkin_streaks.streak bigint NOT NULL
checkin_streaks.longest bigint NOT NULL
checkin_streaks.total bigint NOT NULL
checkin_streaks.points_total bigint NOT NULL
data_keys.user_id binary(16) NOT NULL
data_keys.version bigint NOT NULL
data_keys.wrapped varbinary(767) NOT NULL
data_keys.created_at_ms bigint NOT NULL
engine_meta.name varbinary(512) NOT NULL
engine_meta.value varbinary(767) NOT NULL
grants.user_id binary(16) NOT NULL
grants.asset varbinary(512) NOT NULL
grants.grant_id binary(16) NOT NULL
grants.kind varbinary(512) NOT NULL
grants.amount bigint NOT NULL
grants.remaining bigint NOT NULL
grants.held bigint NOT NULL
grants.spent bigint NOT NULL
grants.effective_at_ms bigint NOT NULL
grants.priority bigint NOT NULL
grants.expires_at_ms bigint NOT NULL
grants.kind_order bigint NOT NULL
grants.opened_seq bigint NOT NULL
guests.guest_id binary(16) NOT NULL
guests.counters longtext COLLATE utf8mb4_bin NOT NULL
guests.used_count bigint NOT NULL
guests.opened_at_ms bigint NOT NULL
guests.last_used_at_ms bigint NOT NULL
guests.user_id binary(16)
guests.adopted_at_ms bigint
guests.adopted_count bigint NOT NULL
guests.version bigint NOT NULL
guest_uses.guest_id binary(16) NOT NULL
guest_uses.replay_key varbinary(767) NOT NULL
guest_uses.at_ms bigint NOT NULL
guest_uses.amount bigint NOT NULL
guest_uses.outcome longtext COLLATE utf8mb4_bin NOT NULL
holds.user_id binary(16) NOT NULL
holds.hold_id binary(16) NOT NULL
holds.asset varbinary(512) NOT NULL
holds.state varbinary(512) NOT NULL
holds.amount bigint NOT NULL
holds.captured bigint NOT NULL
holds.released bigint NOT NULL
holds.slices longblob NOT NULL
holds.related_event_id varbinary(512)
holds.action_id varbinary(512)
holds.note longtext COLLATE utf8mb4_bin
holds.opened_at_ms bigint NOT NULL
holds.expires_at_ms bigint NOT NULL
holds.ended_at_ms bigint
holds.task_id binary(16)
identifiers.kind bigint NOT NULL
identifiers.lookup varbinary(767) NOT NULL
identifiers.user_id binary(16) NOT NULL
imports.user_id binary(16) NOT NULL
imports.source varbinary(512) NOT NULL
imports.external_id varbinary(512) NOT NULL
imports.session_id binary(16) NOT NULL
imports.content_hash varbinary(767) NOT NULL
imports.imported_at_ms bigint NOT NULL
ledger_erasure.user_id binary(16) NOT NULL
ledger_erasure.begun_at_ms bigint NOT NULL
members.tenant_id binary(16) NOT NULL
members.user_id binary(16) NOT NULL
members.role varbinary(512) NOT NULL
members.joined_at_ms bigint NOT NULL
memories.user_id binary(16) NOT NULL
memories.id binary(16) NOT NULL
memories.session_id binary(16)
memories.created_at_ms bigint NOT NULL
memories.updated_at_ms bigint NOT NULL
memories.deleted_at_ms bigint
memories.sync_seq bigint NOT NULL
memories.sync_clock varbinary(767) NOT NULL
memories.trashed bigint GENERATED case when "deleted_at_ms" is null then 0 else 1 end
memories.dimensions bigint
memories.kind varbinary(512) NOT NULL
memories.importance bigint NOT NULL
memories.source_id binary(16)
memories.embedding longblob
memories.metadata longtext COLLATE utf8mb4_bin
memories.content longtext COLLATE utf8mb4_bin NOT NULL
messages.user_id binary(16) NOT NULL
messages.id binary(16) NOT NULL
messages.session_id binary(16) NOT NULL
messages.parent_id binary(16)
messages.created_at_ms bigint NOT NULL
messages.deleted_at_ms bigint
messages.sync_seq bigint NOT NULL
messages.sync_clock varbinary(767) NOT NULL
messages.trashed bigint GENERATED case when "deleted_at_ms" is null then 0 else 1 end
messages.role varbinary(512) NOT NULL
messages.status varbinary(512) NOT NULL
messages.tokens bigint
messages.cost_micros bigint
messages.model longtext COLLATE utf8mb4_bin
messages.feedback longtext COLLATE utf8mb4_bin
messages.metadata longtext COLLATE utf8mb4_bin
messages.content longtext COLLATE utf8mb4_bin NOT NULL
messages.version_of binary(16)
message_streams.user_id binary(16) NOT NULL
message_streams.message_id binary(16) NOT NULL
message_streams.next_chunk bigint NOT NULL
message_streams.last_bytes bigint NOT NULL
message_streams.chars bigint NOT NULL
message_streams.pieces bigint NOT NULL
message_streams.touched_at_ms bigint NOT NULL
message_streams.check_at_ms bigint NOT NULL
message_streams.tail longtext COLLATE utf8mb4_bin NOT NULL
outbox.user_id binary(16) NOT NULL
outbox.event_id binary(16) NOT NULL
outbox.seq bigint NOT NULL
outbox.kind varbinary(512) NOT NULL
outbox.state varbinary(512) NOT NULL
outbox.at_ms bigint NOT NULL
outbox.raised_at_ms bigint NOT NULL
outbox.tries bigint NOT NULL
outbox.lease_id binary(16)
outbox.reason longtext COLLATE utf8mb4_bin
outbox.dedup_key varbinary(767) NOT NULL
outbox.payload longblob NOT NULL
outbox_heads.user_id binary(16) NOT NULL
outbox_heads.seq bigint NOT NULL
payment_orders.user_id binary(16) NOT NULL
payment_orders.order_id binary(16) NOT NULL
payment_orders.state varbinary(512) NOT NULL
payment_orders.package varbinary(512) NOT NULL
payment_orders.amount bigint NOT NULL
payment_orders.currency varbinary(512) NOT NULL
payment_orders.base_points bigint NOT NULL
payment_orders.bonus_points bigint NOT NULL
payment_orders.first_bonus_points bigint NOT NULL
payment_orders.provider varbinary(512)
payment_orders.reference varbinary(512)
payment_orders.first_recharge bigint NOT NULL
payment_orders.refunded_amount bigint NOT NULL
payment_orders.clawed_base bigint NOT NULL
payment_orders.clawed_bonus bigint NOT NULL
payment_orders.clawed_first_bonus bigint NOT NULL
payment_orders.base_record_id binary(16)
payment_orders.bonus_record_id binary(16)
payment_orders.first_bonus_record_id binary(16)
payment_orders.note longtext COLLATE utf8mb4_bin
payment_orders.reason longtext COLLATE utf8mb4_bin
payment_orders.created_at_ms bigint NOT NULL
payment_orders.updated_at_ms bigint NOT NULL
payment_orders.paid_at_ms bigint
payment_orders.expires_at_ms bigint
payment_orders.lapses_at_ms bigint NOT NULL
payment_orders.version bigint NOT NULL
plans.name varbinary(512) NOT NULL
plans.price_order bigint
plans.limits longtext COLLATE utf8mb4_bin NOT NULL
plans.version bigint NOT NULL
plans.updated_at_ms bigint NOT NULL
plans.points_per_use bigint
point_records.user_id binary(16) NOT NULL
point_records.asset varbinary(512) NOT NULL
point_records.seq bigint NOT NULL
point_records.record_id binary(16) NOT NULL
point_records.kind varbinary(512) NOT NULL
point_records.amount bigint NOT NULL
point_records.balance_after bigint NOT NULL
point_records.related_event_id varbinary(512)
point_records.action_id varbinary(512)
point_records.original_record_id binary(16)
point_records.note longtext COLLATE utf8mb4_bin
point_records.effective_at_ms bigint NOT NULL
point_records.booked_at_ms bigint NOT NULL
point_records.replay_key varbinary(767)
point_records.allocation longblob NOT NULL
point_records.receipt longblob
point_records.hash varbinary(767) NOT NULL
prices.provider varbinary(512) NOT NULL
prices.model varbinary(512) NOT NULL
prices.version bigint NOT NULL
prices.effective_at_ms bigint NOT NULL
prices.currency varbinary(512) NOT NULL
prices.input_per_million_micros bigint NOT NULL
prices.output_per_million_micros bigint NOT NULL
prices.set_at_ms bigint NOT NULL
profiles.user_id binary(16) NOT NULL
profiles.id binary(16) NOT NULL
profiles.display_name longtext COLLATE utf8mb4_bin
profiles.bio longtext COLLATE utf8mb4_bin
profiles.location longtext COLLATE utf8mb4_bin
profiles.timezone longtext COLLATE utf8mb4_bin NOT NULL
profiles.language longtext COLLATE utf8mb4_bin NOT NULL
profiles.theme longtext COLLATE utf8mb4_bin NOT NULL
profiles.notifications_enabled bigint NOT NULL
profiles.tags longtext COLLATE utf8mb4_bin NOT NULL
profiles.sync_seq bigint NOT NULL
profiles.sync_clock varbinary(767) NOT NULL
provider_payments.provider varbinary(512) NOT NULL
provider_payments.reference varbinary(512) NOT NULL
provider_payments.user_id binary(16) NOT NULL
provider_payments.order_id binary(16) NOT NULL
provider_payments.claimed_at_ms bigint NOT NULL
quotas.user_id binary(16) NOT NULL
quotas.feature varbinary(512) NOT NULL
quotas.plan varbinary(512) NOT NULL
quotas.next_plan varbinary(512)
quotas.next_plan_at_ms bigint
quotas.timezone varbinary(512) NOT NULL
quotas.anchor_day bigint
quotas.counters longtext COLLATE utf8mb4_bin NOT NULL
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
quota_holds.user_id binary(16) NOT NULL
quota_holds.hold_id binary(16) NOT NULL
quota_holds.feature varbinary(512) NOT NULL
quota_holds.state varbinary(512) NOT NULL
quota_holds.amount bigint NOT NULL
quota_holds.from_plan bigint NOT NULL
quota_holds.slices longtext COLLATE utf8mb4_bin NOT NULL
quota_holds.session_id binary(16)
quota_holds.held_at_ms bigint NOT NULL
quota_holds.expires_at_ms bigint NOT NULL
quota_logs.user_id binary(16) NOT NULL
quota_logs.feature varbinary(512) NOT NULL
quota_logs.at_ms bigint NOT NULL
quota_logs.log_id binary(16) NOT NULL
quota_logs.kind varbinary(512) NOT NULL
quota_logs.amount bigint NOT NULL
quota_logs.session_id binary(16)
quota_logs.tokens bigint
quota_logs.plan varbinary(512) NOT NULL
quota_logs.period_start_ms bigint NOT NULL
quota_logs.replay_key varbinary(767) NOT NULL
quota_logs.receipt longblob NOT NULL
quota_logs.uncounted bigint NOT NULL DEFAULT 0
quota_logs.points bigint
quota_packs.user_id binary(16) NOT NULL
quota_packs.feature varbinary(512) NOT NULL
quota_packs.pack_id binary(16) NOT NULL
quota_packs.amount bigint NOT NULL
quota_packs.remaining bigint NOT NULL
quota_packs.live bigint NOT NULL
quota_packs.priority bigint NOT NULL
quota_packs.expires_at_ms bigint NOT NULL
quota_packs.received_from binary(16)
quota_packs.received_at_ms bigint NOT NULL
quota_runs.name varbinary(512) NOT NULL
quota_runs.began_at_ms bigint NOT NULL
quota_runs.updated_at_ms bigint NOT NULL
quota_runs.finished_at_ms bigint
quota_runs.total bigint NOT NULL
quota_runs.done bigint NOT NULL
quota_runs.failed bigint NOT NULL
rate_limits.scope varbinary(512) NOT NULL
rate_limits.key_hash varbinary(767) NOT NULL
rate_limits.hits longtext COLLATE utf8mb4_bin NOT NULL
rate_limits.full_at varbinary(512) NOT NULL
rate_limits.last_at_ms bigint NOT NULL
rate_limits.idle_at_ms bigint NOT NULL
rate_limits.version bigint NOT NULL
receipts.user_id binary(16) NOT NULL
receipts.replay_key varbinary(767) NOT NULL
receipts.receipt longblob NOT NULL
receipts.created_at_ms bigint NOT NULL
receipts.row_id binary(16)
refunds.user_id binary(16) NOT NULL
refunds.asset varbinary(512) NOT NULL
refunds.record_id binary(16) NOT NULL
refunds.amount bigint NOT NULL
refunds.refunded bigint NOT NULL
roles.tenant_id binary(16) NOT NULL
roles.name varbinary(512) NOT NULL
roles.permissions longtext COLLATE utf8mb4_bin NOT NULL
schema_migrations.version bigint NOT NULL
schema_migrations.name varbinary(512) NOT NULL
schema_migrations.applied_at_ms bigint NOT NULL
schema_steps.version bigint NOT NULL
schema_steps.step bigint NOT NULL
sessions.user_id binary(16) NOT NULL
sessions.id binary(16) NOT NULL
sessions.created_at_ms bigint NOT NULL
sessions.updated_at_ms bigint NOT NULL
sessions.ended_at_ms bigint
sessions.deleted_at_ms bigint
sessions.sync_seq bigint NOT NULL
sessions.sync_clock varbinary(767) NOT NULL
sessions.trashed bigint GENERATED case when "deleted_at_ms" is null then 0 else 1 end
sessions.kind varbinary(512) NOT NULL
sessions.status varbinary(512) NOT NULL
sessions.pinned bigint NOT NULL
sessions.device varbinary(512)
sessions.model longtext COLLATE utf8mb4_bin
sessions.title longtext COLLATE utf8mb4_bin
sessions.metadata longtext COLLATE utf8mb4_bin
sessions.leaf_id binary(16)
session_records.user_id binary(16) NOT NULL
session_records.session_id binary(16) NOT NULL
session_records.n bigint NOT NULL
session_records.status varbinary(512) NOT NULL
session_records.at_ms bigint NOT NULL
session_stats.user_id binary(16) NOT NULL
session_stats.session_id binary(16) NOT NULL
session_stats.message_count bigint NOT NULL
session_stats.total_tokens bigint NOT NULL
session_stats.total_cost_micros bigint NOT NULL
session_stats.last_message_at_ms bigint
session_stats.last_message_id binary(16)
session_totals.user_id binary(16) NOT NULL
session_totals.active bigint NOT NULL
session_totals.paused bigint NOT NULL
session_totals.ended bigint NOT NULL
session_totals.archived bigint NOT NULL
session_totals.trashed bigint NOT NULL
session_totals.removed_messages bigint NOT NULL
session_totals.removed_tokens bigint NOT NULL
session_totals.removed_cost_micros bigint NOT NULL
settings.tenant_id binary(16) NOT NULL
settings.name varbinary(512) NOT NULL
settings.value longtext COLLATE utf8mb4_bin NOT NULL
settings.description longtext COLLATE utf8mb4_bin
settings.updated_at_ms bigint NOT NULL
stream_pieces.user_id binary(16) NOT NULL
stream_pieces.message_id binary(16) NOT NULL
stream_pieces.n bigint NOT NULL
stream_pieces.content longtext COLLATE utf8mb4_bin NOT NULL
sync_head.user_id binary(16) NOT NULL
sync_head.epoch bigint NOT NULL
sync_head.seq bigint NOT NULL
sync_head.clock bigint NOT NULL
tasks.user_id binary(16) NOT NULL
tasks.task_id binary(16) NOT NULL
tasks.kind varbinary(512) NOT NULL
tasks.state varbinary(512) NOT NULL
tasks.cost bigint NOT NULL
tasks.captured bigint NOT NULL
tasks.hold_id binary(16) NOT NULL
tasks.record_id binary(16)
tasks.created_at_ms bigint NOT NULL
tasks.started_at_ms bigint
tasks.ended_at_ms bigint
tasks.expires_at_ms bigint NOT NULL
tasks.due_at_ms bigint
tasks.error longtext COLLATE utf8mb4_bin
tasks.parameters longtext COLLATE utf8mb4_bin NOT NULL
tasks.result longtext COLLATE utf8mb4_bin
tenants.id binary(16) NOT NULL
tenants.name varbinary(512) NOT NULL
tenants.created_at_ms bigint NOT NULL
tenants.owners bigint NOT NULL DEFAULT 0
tombstones.user_id binary(16) NOT NULL
tombstones.collection bigint NOT NULL
tombstones.id binary(16) NOT NULL
tombstones.sync_seq bigint NOT NULL
tombstones.erased_at_ms bigint NOT NULL
trash.user_id binary(16) NOT NULL
trash.collection bigint NOT NULL
trash.id binary(16) NOT NULL
trash.purge_at_ms bigint NOT NULL
usage_days.user_id binary(16) NOT NULL
usage_days.day bigint NOT NULL
usage_days.made_in binary(16) NOT NULL
usage_days.currency varbinary(512) NOT NULL
usage_days.calls bigint NOT NULL
usage_days.input_tokens bigint NOT NULL
usage_days.output_tokens bigint NOT NULL
usage_days.duration_ms bigint NOT NULL
usage_days.cost_micros bigint NOT NULL
usage_days.hours bigint NOT NULL
usage_parts.user_id binary(16) NOT NULL
usage_parts.day bigint NOT NULL
usage_parts.part varbinary(512) NOT NULL
usage_parts.currency varbinary(512) NOT NULL
usage_parts.made_in binary(16) NOT NULL
usage_parts.calls bigint NOT NULL
usage_parts.input_tokens bigint NOT NULL
usage_parts.output_tokens bigint NOT NULL
usage_parts.duration_ms bigint NOT NULL
usage_parts.cost_micros bigint NOT NULL
usage_parts.hours bigint NOT NULL
usage_records.user_id binary(16) NOT NULL
usage_records.event_id varbinary(512) NOT NULL
usage_records.record_id binary(16) NOT NULL
usage_records.kind varbinary(512) NOT NULL
usage_records.provider varbinary(512) NOT NULL
usage_records.model varbinary(512) NOT NULL
usage_records.device varbinary(512)
usage_records.session_id binary(16)
usage_records.input_tokens bigint NOT NULL
usage_records.output_tokens bigint NOT NULL
usage_records.duration_ms bigint NOT NULL
usage_records.cost_micros bigint
usage_records.currency varbinary(512) NOT NULL
usage_records.price_version bigint
usage_records.input_per_million_micros bigint
usage_records.output_per_million_micros bigint
usage_records.at_ms bigint NOT NULL
usage_records.dated bigint NOT NULL
usage_records.recorded_at_ms bigint NOT NULL
usage_records.timezone varbinary(512) NOT NULL
usage_records.day bigint NOT NULL
usage_records.hour bigint NOT NULL
usage_records.made_in binary(16) NOT NULL
usage_sessions.user_id binary(16) NOT NULL
usage_sessions.day bigint NOT NULL
usage_sessions.session_id binary(16) NOT NULL
usage_sessions.made_in binary(16) NOT NULL
users.id binary(16) NOT NULL
users.state varbinary(512) NOT NULL
users.inactivity varbinary(512)
users.suspended_until_at_ms bigint
users.name longtext COLLATE utf8mb4_bin
users.nickname longtext COLLATE utf8mb4_bin
users.avatar_url longtext COLLATE utf8mb4_bin
users.bio longtext COLLATE utf8mb4_bin
users.email_sealed longblob
users.phone_sealed longblob
users.external_id_sealed longblob
users.email_verified bigint NOT NULL
users.phone_verified bigint NOT NULL
users.created_at_ms bigint NOT NULL
users.created_by binary(16)
users.activated_at_ms bigint
users.activated_by binary(16)
users.deactivated_at_ms bigint
users.deactivated_by binary(16)
users.deactivation_reason longtext COLLATE utf8mb4_bin
users.deleted_at_ms bigint
users.deleted_by binary(16)
users.updated_at_ms bigint NOT NULL
users.updated_by binary(16)
users.last_login_at_ms bigint
users.last_active_at_ms bigint
wallets.user_id binary(16) NOT NULL
wallets.asset varbinary(512) NOT NULL
wallets.balance bigint NOT NULL
wallets.held bigint NOT NULL
wallets.level bigint NOT NULL
wallets.total_consumed bigint NOT NULL
wallets.total_recharged bigint NOT NULL
wallets.first_recharged_at_ms bigint
wallets.status varbinary(512) NOT NULL
wallets.version bigint NOT NULL
wallets.seq bigint NOT NULL
wallets.chain varbinary(767) NOT NULL
wallets.last_at_ms bigint NOT NULL
wallets.last_effective_at_ms bigint NOT NULL
wallets.next_expiry_at_ms bigint
wallets.head_grant_id binary(16)
wallets.head_remaining bigint NOT NULL
wallets.head_priority bigint NOT NULL
wallets.head_expires_at_ms bigint NOT NULL
wallets.head_kind_order bigint NOT NULL
wallets.head_opened_seq bigint NOT NULL
wallets.opened_at_ms bigint NOT NULL
wallets.owed bigint NOT NULL DEFAULT 0
wallets.floor_points bigint
wallets.floor_low bigint NOT NULL DEFAULT 0

activity_stats UNIQUE PRIMARY (user_id)
audit_events UNIQUE PRIMARY (user_id, seq)
audit_heads UNIQUE PRIMARY (user_id)
checkins UNIQUE checkins_by_id (user_id, checkin_id)
checkins UNIQUE PRIMARY (user_id, local_day)
checkin_streaks UNIQUE PRIMARY (user_id)
data_keys UNIQUE PRIMARY (user_id, version)
engine_meta UNIQUE PRIMARY (name)
grants grants_by_expiry (user_id, asset, spent, expires_at_ms, opened_seq)
grants grants_by_order (user_id, asset, spent, priority, expires_at_ms, kind_order, opened_seq)
grants UNIQUE PRIMARY (user_id, asset, grant_id)
guests guests_by_last_use (last_used_at_ms, guest_id)
guests guests_by_user (user_id, guest_id)
guests UNIQUE PRIMARY (guest_id)
guest_uses guest_uses_by_time (guest_id, at_ms, amount)
guest_uses UNIQUE PRIMARY (guest_id, replay_key)
holds holds_by_deadline (user_id, asset, state, expires_at_ms, hold_id)
holds holds_by_opening (user_id, asset, opened_at_ms, hold_id)
holds UNIQUE PRIMARY (user_id, hold_id)
identifiers identifiers_by_user (user_id, kind)
identifiers UNIQUE PRIMARY (kind, lookup)
imports UNIQUE PRIMARY (user_id, source, external_id)
ledger_erasure UNIQUE PRIMARY (user_id)
members members_by_tenant (tenant_id, user_id)
members UNIQUE PRIMARY (user_id, tenant_id)
memories memories_by_dimensions (user_id, trashed, dimensions, id)
memories memories_by_kind (user_id, trashed, kind, created_at_ms, id)
memories UNIQUE memories_by_seq (user_id, sync_seq)
memories memories_by_time (user_id, trashed, created_at_ms, id)
memories memories_in_session (user_id, session_id, trashed, created_at_ms, id)
memories UNIQUE PRIMARY (user_id, id)
messages messages_by_parent (user_id, parent_id, trashed, created_at_ms, id)
messages UNIQUE messages_by_seq (user_id, sync_seq)
messages messages_by_time (user_id, trashed, created_at_ms, id)
messages messages_by_version (user_id, version_of, trashed, created_at_ms, id)
messages messages_in_session (user_id, session_id, trashed, created_at_ms, id)
messages UNIQUE PRIMARY (user_id, id)
message_streams message_streams_by_check (check_at_ms, user_id, message_id)
message_streams UNIQUE PRIMARY (user_id, message_id)
outbox UNIQUE outbox_by_key (user_id, dedup_key)
outbox outbox_by_order (user_id, state, seq)
outbox outbox_by_time (state, at_ms, event_id)
outbox UNIQUE PRIMARY (user_id, event_id)
outbox_heads UNIQUE PRIMARY (user_id)
payment_orders payment_orders_by_lapse (lapses_at_ms)
payment_orders payment_orders_by_state (user_id, state, created_at_ms, order_id)
payment_orders payment_orders_by_time (user_id, created_at_ms, order_id)
payment_orders UNIQUE PRIMARY (user_id, order_id)
plans UNIQUE PRIMARY (name)
point_records UNIQUE point_records_by_id (user_id, record_id)
point_records point_records_by_kind (user_id, asset, kind, seq)
point_records UNIQUE point_records_by_replay_key (user_id, replay_key)
point_records UNIQUE PRIMARY (user_id, asset, seq)
prices prices_by_time (provider, model, effective_at_ms, version)
prices UNIQUE PRIMARY (provider, model, version)
profiles UNIQUE PRIMARY (user_id, id)
profiles UNIQUE profiles_by_seq (user_id, sync_seq)
provider_payments UNIQUE PRIMARY (provider, reference)
provider_payments provider_payments_by_user (user_id, order_id)
quotas UNIQUE PRIMARY (user_id, feature)
quotas quotas_by_reset (resets_at_ms, user_id, feature)
quota_holds UNIQUE PRIMARY (user_id, hold_id)
quota_holds quota_holds_by_end (user_id, feature, state, expires_at_ms, hold_id)
quota_logs UNIQUE PRIMARY (user_id, feature, at_ms, log_id)
quota_logs UNIQUE quota_logs_by_key (user_id, replay_key)
quota_logs quota_logs_by_time (feature, at_ms)
quota_packs UNIQUE PRIMARY (user_id, feature, pack_id)
quota_packs quota_packs_by_order (user_id, feature, live, priority, expires_at_ms, received_at_ms, pack_id)
quota_runs UNIQUE PRIMARY (name)
rate_limits UNIQUE PRIMARY (scope, key_hash)
rate_limits rate_limits_by_idleness (idle_at_ms, scope, key_hash)
receipts UNIQUE PRIMARY (user_id, replay_key)
receipts receipts_of_row (user_id, row_id)
refunds UNIQUE PRIMARY (user_id, asset, record_id)
roles UNIQUE PRIMARY (tenant_id, name)
schema_migrations UNIQUE PRIMARY (version)
schema_steps UNIQUE PRIMARY (version, step)
sessions UNIQUE PRIMARY (user_id, id)
sessions sessions_by_id (id, user_id)
sessions UNIQUE sessions_by_seq (user_id, sync_seq)
sessions sessions_by_status (user_id, trashed, status, created_at_ms, id)
sessions sessions_by_time (user_id, trashed, created_at_ms, id)
session_records UNIQUE PRIMARY (user_id, session_id, n)
session_stats UNIQUE PRIMARY (user_id, session_id)
session_totals UNIQUE PRIMARY (user_id)
settings UNIQUE PRIMARY (tenant_id, name)
stream_pieces UNIQUE PRIMARY (user_id, message_id, n)
sync_head UNIQUE PRIMARY (user_id)
tasks UNIQUE PRIMARY (user_id, task_id)
tasks tasks_by_due (due_at_ms)
tasks tasks_by_state (user_id, kind, state, created_at_ms, task_id)
tasks tasks_by_time (user_id, kind, created_at_ms, task_id)
tenants UNIQUE PRIMARY (id)
tombstones UNIQUE PRIMARY (user_id, collection, id)
tombstones UNIQUE tombstones_by_seq (user_id, sync_seq)
trash UNIQUE PRIMARY (user_id, collection, id)
trash trash_by_time (purge_at_ms, user_id, collection, id)
usage_days UNIQUE PRIMARY (user_id, day, made_in, currency)
usage_days usage_days_by_tenant (made_in, day, user_id)
usage_parts UNIQUE PRIMARY (user_id, day, part, currency, made_in)
usage_parts usage_parts_by_tenant (made_in, day, user_id, part)
usage_records UNIQUE PRIMARY (user_id, event_id)
usage_records usage_records_by_kind (user_id, kind, at_ms, record_id)
usage_records usage_records_by_model (user_id, model, at_ms, record_id)
usage_records usage_records_by_time (user_id, at_ms, record_id)
usage_sessions UNIQUE PRIMARY (user_id, day, session_id, made_in)
usage_sessions usage_sessions_by_tenant (made_in, day, user_id)
users UNIQUE PRIMARY (id)
wallets UNIQUE PRIMARY (user_id, asset)
wallets wallets_by_expiry (next_expiry_at_ms)

audit_events_no_delete BEFORE DELETE ON audit_events BEGIN
    IF NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit events are never deleted';
    END IF;
END
audit_events_no_update BEFORE UPDATE ON audit_events SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit events are never changed'
point_records_no_delete BEFORE DELETE ON point_records IF NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id)
    THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'point_records are immutable'; END IF
point_records_no_update BEFORE UPDATE ON point_records SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'point_records are immutable'
usage_records_no_delete BEFORE DELETE ON usage_records IF NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id)
    THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'usage_records are immutable'; END IF
usage_records_no_update BEFORE UPDATE ON usage_records SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'usage_records are immutable'
