package dev.waybill.jobs.claim;

import java.util.List;

/** What an operator may do to jobs. Each applies to some states only; the others are left as they are. */
public enum Mutation {
    /** What has failed, was skipped or canceled, or waits, is ready at once, with all its attempts. */
    RETRY(Rule.set(
            "j.status IN ('failed', 'skipped', 'canceled', 'waiting') AND (NOT j.source_gone OR j.action = 'delete')",
            "status = 'ready', run_at = NULL, attempts = 0")),

    /** What runs is taken from its worker and ready for others; no attempt is counted. */
    RELEASE(Rule.settle("released", "released by an operator")),

    /** What is not done yet ends, also where it runs. */
    CANCEL(
            Rule.settle("canceled", "canceled by an operator"),
            Rule.set(
                    "j.status IN ('ready', 'waiting', 'failed')",
                    "status = 'canceled', run_at = NULL, reaped = false")),

    /** What has an output gets a new one; what runs, once it has ended. */
    UPDATE(
            Rule.set(
                    "j.status IN ('finished', 'failed', 'skipped', 'canceled') AND j.finished_at IS NOT NULL"
                            + " AND j.action <> 'delete' AND NOT j.source_gone",
                    "status = 'ready', action = 'update', attempts = 0, reaped = false"),
            Rule.set(
                    "j.status = 'running' AND j.action <> 'delete' AND j.next_action IS NULL AND NOT j.source_gone",
                    "next_action = 'update'")),

    /** Outputs are to be removed; what has none is not offered again. What runs, once it has ended. */
    DELETE(
            Rule.set(
                    "j.status NOT IN ('running', 'deleted') AND j.finished_at IS NOT NULL"
                            + " AND NOT (j.action = 'delete' AND j.status IN ('ready', 'waiting'))",
                    "status = 'ready', action = 'delete', attempts = 0, run_at = NULL, reaped = false,"
                            + " next_action = NULL"),
            Rule.set(
                    "j.status NOT IN ('running', 'deleted') AND j.finished_at IS NULL",
                    "status = 'deleted', action = 'process', run_at = NULL, reaped = false, next_action = NULL"),
            Rule.set(
                    "j.status = 'running' AND j.action <> 'delete' AND j.next_action IS DISTINCT FROM 'delete'",
                    "next_action = 'delete'")),

    /** What was deleted is processed anew; a deletion that is not done yet is withdrawn. */
    ALLOW(
            Rule.set(
                    "j.status = 'deleted' AND NOT j.source_gone",
                    "status = 'ready', action = 'process', attempts = 0, err_msg = NULL"),
            Rule.set(
                    "j.status IN ('ready', 'waiting', 'failed', 'skipped', 'canceled') AND j.action = 'delete'",
                    "status = 'finished', action = 'process', run_at = NULL, attempts = 0, err_msg = NULL,"
                            + " reaped = false"),
            Rule.set(
                    "j.status = 'running' AND j.action <> 'delete' AND j.next_action = 'delete'", "next_action = NULL"),
            Rule.set(
                    "j.status = 'running' AND j.action = 'delete' AND j.next_action IS NULL AND NOT j.source_gone",
                    "next_action = 'update'"));

    @SuppressWarnings("ImmutableEnumChecker") // an immutable list
    private final List<Rule> rules;

    Mutation(Rule... rules) {
        this.rules = List.of(rules);
    }

    List<Rule> rules() {
        return rules;
    }

    /**
     * What becomes of jobs in some state.
     *
     * @param condition on {@code j}
     * @param change fields to set, or the message with which the executions are ended
     * @param outcome with which running executions are ended; empty: fields are set
     */
    record Rule(String condition, String change, String outcome) {
        static Rule set(String condition, String change) {
            return new Rule(condition, change, "");
        }

        static Rule settle(String outcome, String message) {
            return new Rule("j.status = 'running'", message, outcome);
        }
    }
}
