package dev.waybill.local.clickhouse.sql;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** An expression as it was written. */
public sealed interface Expression {
    /** What a column of an answer is called that shows it. */
    String title();

    /** A number; {@code written} decides whether it is a whole one. */
    record Numeral(String written) implements Expression {
        public boolean isWhole() {
            return written.matches("-?\\d+");
        }

        public BigDecimal value() {
            return new BigDecimal(written.endsWith(".") ? written + "0" : written);
        }

        @Override
        public String title() {
            return written;
        }
    }

    record Text(String value) implements Expression {
        @Override
        public String title() {
            return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
        }
    }

    /** {@code NULL}, {@code true}, {@code false}, {@code nan} or {@code inf}. */
    record Word(String word) implements Expression {
        @Override
        public String title() {
            return word;
        }
    }

    record Column(String name) implements Expression {
        @Override
        public String title() {
            return name;
        }
    }

    /** {@code *}. */
    record Star() implements Expression {
        @Override
        public String title() {
            return "*";
        }
    }

    /** The right side of {@code IN}. */
    record Tuple(List<Expression> members) implements Expression {
        @Override
        public String title() {
            return members.stream().map(Expression::title).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /** A function, or an operator by the name of its function. */
    record Call(String function, List<Expression> arguments) implements Expression {
        @Override
        public String title() {
            return function + arguments.stream().map(Expression::title).collect(Collectors.joining(", ", "(", ")"));
        }
    }
}
