//! The statements of users and of the directory of identifiers.

use crate::store::statements;

statements! {
    INSERT_USER: User = "INSERT INTO users (id, state, name, nickname, avatar_url, bio, \
        email_sealed, phone_sealed, external_id_sealed, email_verified, phone_verified, \
        created_at_ms, created_by, activated_at_ms, activated_by, updated_at_ms, updated_by) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    USER: User = "SELECT id, state, inactivity, suspended_until_at_ms, name, nickname, avatar_url, \
        bio, email_verified, phone_verified, created_at_ms, created_by, activated_at_ms, \
        activated_by, deactivated_at_ms, deactivated_by, deactivation_reason, deleted_at_ms, \
        deleted_by, updated_at_ms, updated_by, last_login_at_ms, last_active_at_ms, \
        email_sealed, phone_sealed, external_id_sealed FROM users WHERE id = ?";
    STANDING: User = "SELECT state, inactivity FROM users WHERE id = ?";
    INSERT_IDENTIFIER: Directory =
        "INSERT INTO identifiers (kind, lookup, user_id) VALUES (?, ?, ?)";
    OWNER_OF_IDENTIFIER: Directory =
        "SELECT user_id FROM identifiers WHERE kind = ? AND lookup = ?";
}
