//! The statements of the vault.

use crate::store::statements;

statements! {
    NEWEST_KEY: User = "SELECT version, wrapped FROM data_keys WHERE user_id = ? \
        ORDER BY version DESC LIMIT 1";
    KEY: User = "SELECT version, wrapped FROM data_keys WHERE user_id = ? AND version = ?";
    INSERT_KEY: User =
        "INSERT INTO data_keys (user_id, version, wrapped, created_at_ms) VALUES (?, ?, ?, ?)";
    KEY_CHECK: Directory = "SELECT value FROM engine_meta WHERE name = ?";
    INSERT_KEY_CHECK: Directory = "INSERT INTO engine_meta (name, value) VALUES (?, ?)";
    ANY_KEY: EngineScan = "SELECT 1 FROM data_keys LIMIT 1";
}
