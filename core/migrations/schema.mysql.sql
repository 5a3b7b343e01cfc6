-- Generated from core/migrations by tests/codegen: what they make of an empty database.

activity_stats InnoDB Dynamic utf8mb4_bin
audit_events InnoDB Dynamic utf8mb4_bin
audit_heads InnoDB Dynamic utf8mb4_bin
data_keys InnoDB Dynamic utf8mb4_bin
engine_meta InnoDB Dynamic utf8mb4_bin
grants InnoDB Dynamic utf8mb4_bin
holds InnoDB Dynamic utf8mb4_bin
identifiers InnoDB Dynamic utf8mb4_bin
imports InnoDB Dynamic utf8mb4_bin
ledger_erasure InnoDB Dynamic utf8mb4_bin
members InnoDB Dynamic utf8mb4_bin
messages InnoDB Dynamic utf8mb4_bin
plans InnoDB Dynamic utf8mb4_bin
point_records InnoDB Dynamic utf8mb4_bin
profiles InnoDB Dynamic utf8mb4_bin
quotas InnoDB Dynamic utf8mb4_bin
quota_holds InnoDB Dynamic utf8mb4_bin
quota_logs InnoDB Dynamic utf8mb4_bin
quota_packs InnoDB Dynamic utf8mb4_bin
quota_runs InnoDB Dynamic utf8mb4_bin
receipts InnoDB Dynamic utf8mb4_bin
refunds InnoDB Dynamic utf8mb4_bin
roles InnoDB Dynamic utf8mb4_bin
schema_migrations InnoDB Dynamic utf8mb4_bin
schema_steps InnoDB Dynamic utf8mb4_bin
sessions InnoDB Dynamic utf8mb4_bin
session_records InnoDB Dynamic utf8mb4_bin
session_stats InnoDB Dynamic utf8mb4_bin
settings InnoDB Dynamic utf8mb4_bin
sync_head InnoDB Dynamic utf8mb4_bin
tenants InnoDB Dynamic utf8mb4_bin
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
receipts.user_id binary(16) NOT NULL
receipts.replay_key varbinary(767) NOT NULL
receipts.receipt longblob NOT NULL
receipts.created_at_ms bigint NOT NULL
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
settings.tenant_id binary(16) NOT NULL
settings.name varbinary(512) NOT NULL
settings.value longtext COLLATE utf8mb4_bin NOT NULL
settings.description longtext COLLATE utf8mb4_bin
settings.updated_at_ms bigint NOT NULL
sync_head.user_id binary(16) NOT NULL
sync_head.epoch bigint NOT NULL
sync_head.seq bigint NOT NULL
sync_head.clock bigint NOT NULL
tenants.id binary(16) NOT NULL
tenants.name varbinary(512) NOT NULL
tenants.created_at_ms bigint NOT NULL
tenants.owners bigint NOT NULL DEFAULT 0
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

activity_stats UNIQUE PRIMARY (user_id)
audit_events UNIQUE PRIMARY (user_id, seq)
audit_heads UNIQUE PRIMARY (user_id)
data_keys UNIQUE PRIMARY (user_id, version)
engine_meta UNIQUE PRIMARY (name)
grants grants_by_expiry (user_id, asset, spent, expires_at_ms, opened_seq)
grants grants_by_order (user_id, asset, spent, priority, expires_at_ms, kind_order, opened_seq)
grants UNIQUE PRIMARY (user_id, asset, grant_id)
holds holds_by_deadline (user_id, asset, state, expires_at_ms, hold_id)
holds holds_by_opening (user_id, asset, opened_at_ms, hold_id)
holds UNIQUE PRIMARY (user_id, hold_id)
identifiers identifiers_by_user (user_id, kind)
identifiers UNIQUE PRIMARY (kind, lookup)
imports UNIQUE PRIMARY (user_id, source, external_id)
ledger_erasure UNIQUE PRIMARY (user_id)
members members_by_tenant (tenant_id, user_id)
members UNIQUE PRIMARY (user_id, tenant_id)
messages UNIQUE messages_by_seq (user_id, sync_seq)
messages messages_in_session (user_id, session_id, trashed, created_at_ms, id)
messages UNIQUE PRIMARY (user_id, id)
plans UNIQUE PRIMARY (name)
point_records UNIQUE point_records_by_id (user_id, record_id)
point_records point_records_by_kind (user_id, asset, kind, seq)
point_records UNIQUE point_records_by_replay_key (user_id, replay_key)
point_records UNIQUE PRIMARY (user_id, asset, seq)
profiles UNIQUE PRIMARY (user_id, id)
profiles UNIQUE profiles_by_seq (user_id, sync_seq)
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
receipts UNIQUE PRIMARY (user_id, replay_key)
refunds UNIQUE PRIMARY (user_id, asset, record_id)
roles UNIQUE PRIMARY (tenant_id, name)
schema_migrations UNIQUE PRIMARY (version)
schema_steps UNIQUE PRIMARY (version, step)
sessions UNIQUE PRIMARY (user_id, id)
sessions UNIQUE sessions_by_seq (user_id, sync_seq)
sessions sessions_by_status (user_id, trashed, status, created_at_ms, id)
sessions sessions_by_time (user_id, trashed, created_at_ms, id)
session_records UNIQUE PRIMARY (user_id, session_id, n)
session_stats UNIQUE PRIMARY (user_id, session_id)
settings UNIQUE PRIMARY (tenant_id, name)
sync_head UNIQUE PRIMARY (user_id)
tenants UNIQUE PRIMARY (id)
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
