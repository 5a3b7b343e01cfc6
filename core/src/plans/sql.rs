//! The statements of plans.

use crate::store::statements;

statements! {
    GET: Directory = "SELECT name, price_order, limits, version, updated_at_ms, \
        points_per_use FROM plans \
        WHERE name = ?";
    LIST: EngineScan = "SELECT name, price_order, limits, version, updated_at_ms, \
        points_per_use FROM plans \
        WHERE name > ? ORDER BY name LIMIT ?";
    INSERT: Directory = "INSERT INTO plans (name, price_order, limits, points_per_use, \
        version, updated_at_ms) VALUES (?, ?, ?, ?, 1, ?)";
    UPDATE: Directory = "UPDATE plans SET price_order = ?, limits = ?, points_per_use = ?, \
        version = version + 1, updated_at_ms = ? WHERE name = ?";
}
