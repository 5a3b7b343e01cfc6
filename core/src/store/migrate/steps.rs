//! The steps of a migration on MySQL: its statements, one by one.
//!
//! A statement ends with a `;` at the end of a line. The body of a trigger stands between a line
//! `BEGIN` and a line `END;`, and has its own. A table is told what the engine relies on, so that
//! the defaults of the server and of the database do not matter.

/// What every table is: transactional, with room for long keys, and with text compared as bytes.
const TABLE: &str =
    " ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

/// The statements of a migration, in order.
pub(super) fn of(text: &str) -> Vec<String> {
    let mut steps = Vec::new();
    let (mut step, mut in_body) = (String::new(), false);
    let lines = text.lines().map(str::trim_end);
    for line in lines.filter(|line| !line.is_empty() && !line.trim_start().starts_with("--")) {
        in_body |= line == "BEGIN";
        step.push_str(line);
        if line.ends_with(';') && (!in_body || line == "END;") {
            steps.push(whole(step.trim_end_matches(';')));
            (step, in_body) = (String::new(), false);
        } else {
            step.push('\n');
        }
    }
    if !step.is_empty() {
        steps.push(whole(&step));
    }
    steps
}

fn whole(statement: &str) -> String {
    match statement.starts_with("CREATE TABLE ") {
        true => format!("{statement}{TABLE}"),
        false => statement.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::MIGRATIONS;
    use super::*;
    use crate::store::Dialect;

    #[test]
    fn the_body_of_a_trigger_is_not_cut() {
        let text = "-- why\nCREATE INDEX a ON b (c);\n\nCREATE TRIGGER t BEFORE UPDATE ON b\n\
            FOR EACH ROW\nBEGIN\n    IF x THEN\n        y;\n    END IF;\nEND;\n\
            CREATE TRIGGER u BEFORE DELETE ON b\n    FOR EACH ROW IF x THEN y; END IF;\n";
        assert_eq!(
            of(text),
            [
                "CREATE INDEX a ON b (c)",
                "CREATE TRIGGER t BEFORE UPDATE ON b\nFOR EACH ROW\nBEGIN\n    IF x THEN\n        \
                 y;\n    END IF;\nEND",
                "CREATE TRIGGER u BEFORE DELETE ON b\n    FOR EACH ROW IF x THEN y; END IF",
            ]
        );
    }

    #[test]
    fn a_table_does_not_rely_on_the_defaults_of_the_server() {
        let steps = of("CREATE TABLE a (\n    b BIGINT -- no `;` here\n);");
        assert_eq!(steps, [format!("CREATE TABLE a (\n    b BIGINT -- no `;` here\n){TABLE}")]);
    }

    /// A step that was done and not recorded is run again. The server notices that a thing stands
    /// already, and rows that were made; what a column is counted to be is the same twice.
    #[test]
    fn every_step_makes_one_thing() {
        let makes = ["CREATE TABLE ", "CREATE INDEX ", "CREATE UNIQUE INDEX ", "CREATE TRIGGER "];
        for migration in MIGRATIONS {
            for step in of(&migration.text(Dialect::Mysql)) {
                let adds = step.starts_with("ALTER TABLE ") && step.contains(" ADD COLUMN ");
                let counts = ["UPDATE ", "INSERT INTO "].iter().any(|fill| step.starts_with(fill));
                if counts && step.contains("SELECT") {
                    continue;
                }
                let known = adds || makes.iter().any(|make| step.starts_with(make));
                assert!(known, "{} cannot be run again: {step}", migration.name);
                assert_eq!(step.matches("CREATE ").count() + usize::from(adds), 1, "{step}");
            }
        }
    }
}
