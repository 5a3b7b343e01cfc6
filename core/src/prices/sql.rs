//! The statements of prices.

use crate::store::statements;

macro_rules! price {
    ($rest:literal) => {
        concat!(
            "SELECT provider, model, version, currency, input_per_million_micros, \
                output_per_million_micros, effective_at_ms, set_at_ms FROM prices ",
            $rest
        )
    };
}

statements! {
    INSERT: Directory = "INSERT INTO prices (provider, model, version, currency, \
        input_per_million_micros, output_per_million_micros, effective_at_ms, set_at_ms) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    LAST: Directory = "SELECT version, set_at_ms FROM prices WHERE provider = ?1 AND model = ?2 \
        AND version = (SELECT MAX(version) FROM prices WHERE provider = ?1 AND model = ?2)";
    EFFECTIVE: Directory = price!("WHERE provider = ? AND model = ? AND effective_at_ms <= ? \
        ORDER BY effective_at_ms DESC, version DESC LIMIT 1");
    LIST: EngineScan = price!("WHERE (provider, model, version) > (?, ?, ?) \
        ORDER BY provider, model, version LIMIT ?");
    LIST_OF_PROVIDER: EngineScan = price!("WHERE provider = ? AND (model, version) > (?, ?) \
        ORDER BY provider, model, version LIMIT ?");
    LIST_OF_MODEL: EngineScan = price!("WHERE provider = ? AND model = ? AND version > ? \
        ORDER BY provider, model, version LIMIT ?");
}
