package dev.waybill.cli.config;

import dev.waybill.files.idle.IdlePolicy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types settings have, apart from durations. */
final class Types {
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?<host>\\[[0-9a-fA-F:]+]|[^\\s:,/]+):(?<port>\\d{1,5})");

    static final ValueType<String> TEXT = type("a text that is not empty", raw -> {
        require(raw instanceof String text && !text.isBlank());
        return (String) raw;
    });

    /** Anything a client property may be: Kafka checks it. */
    static final ValueType<String> SCALAR = type("a text, a number, true or false", raw -> {
        require(!(raw instanceof List));
        return raw.toString();
    });

    static final ValueType<Boolean> SWITCH = type("true or false", raw -> {
        String text = raw.toString().toLowerCase(Locale.ROOT);
        require(text.equals("true") || text.equals("false"));
        return Boolean.valueOf(text);
    });

    static final ValueType<Path> PATH = type("a path", raw -> {
        require(raw instanceof String text && !text.isBlank());
        return Path.of((String) raw);
    });

    static final ValueType<URI> HTTP_ADDRESS = type("an address such as \"http://localhost:8010\"", raw -> {
        URI uri = URI.create(raw.toString().replaceAll("/+$", ""));
        require(uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())));
        require(uri.getUserInfo() == null);
        return uri;
    });

    /** None, or several. */
    static final ValueType<List<URI>> HTTP_ADDRESSES = new ValueType<>() {
        @Override
        public String expected() {
            return "a list of addresses such as \"http://localhost:8077\"";
        }

        @Override
        public List<URI> parse(Object raw) {
            return split(raw).stream().map(HTTP_ADDRESS::parse).toList();
        }

        @Override
        public Object show(List<URI> value) {
            return value.stream().map(URI::toString).toList();
        }
    };

    static final ValueType<String> BROKERS =
            type("host:port, or several with commas between, ports 1 to 65535", raw -> {
                List<String> servers = split(raw);
                require(!servers.isEmpty() && servers.stream().allMatch(Types::isHostAndPort));
                return String.join(",", servers);
            });

    static final ValueType<IdlePolicy> IDLE = type(IdlePolicy.FORMS, raw -> IdlePolicy.parse(raw.toString()));

    static final ValueType<ByteSize> SIZE =
            type("a size such as \"500MB\" or \"1GB\"", raw -> ByteSize.parse(raw.toString()));

    static final ValueType<KeepJobs> KEEP_JOBS = type(KeepJobs.FORMS, raw -> KeepJobs.parse(raw.toString()));

    static final ValueType<List<String>> NAMES = new ValueType<>() {
        @Override
        public String expected() {
            return "a list of names";
        }

        @Override
        public List<String> parse(Object raw) {
            return split(raw);
        }

        @Override
        public Object show(List<String> value) {
            return value;
        }
    };

    private Types() {}

    /** A whole number within bounds, both included. */
    static ValueType<Integer> whole(int least, int most) {
        String bounds = most == Integer.MAX_VALUE ? least + " or more" : "from " + least + " to " + most;
        return type("a whole number, " + bounds, raw -> {
            long number = Long.parseLong(raw.toString().trim());
            require(number >= least && number <= most);
            return (int) number;
        });
    }

    /** 0, or a whole number within bounds, both included. */
    static ValueType<Integer> noneOr(int least, int most) {
        return type("0 or a whole number from " + least + " to " + most, raw -> {
            long number = Long.parseLong(raw.toString().trim());
            require(number == 0 || (number >= least && number <= most));
            return (int) number;
        });
    }

    /** A part of a whole, or nothing of it. */
    static ValueType<Double> ratio() {
        return type("a number from 0 to 1", raw -> {
            double number = Double.parseDouble(raw.toString().trim());
            require(number >= 0 && number <= 1);
            return number;
        });
    }

    /** A part of a whole. */
    static ValueType<Double> share() {
        return type("a number above 0, at most 1", raw -> {
            double number = Double.parseDouble(raw.toString().trim());
            require(number > 0 && number <= 1);
            return number;
        });
    }

    /** One of some words; several words may mean the same. The first word of a value is the one that is shown. */
    static <T> ValueType<T> choice(Map<String, T> words) {
        String expected = words.keySet().stream().map(w -> '"' + w + '"').collect(Collectors.joining(" or "));
        return new ValueType<>() {
            @Override
            public String expected() {
                return expected;
            }

            @Override
            public T parse(Object raw) {
                T value = words.get(raw.toString().toLowerCase(Locale.ROOT));
                if (value == null) {
                    throw new IllegalArgumentException(expected);
                }
                return value;
            }

            @Override
            public Object show(T value) {
                return words.entrySet().stream()
                        .filter(e -> e.getValue().equals(value))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow();
            }
        };
    }

    private static <T> ValueType<T> type(String expected, Function<Object, T> parser) {
        return new ValueType<>() {
            @Override
            public String expected() {
                return expected;
            }

            @Override
            public T parse(Object raw) {
                return parser.apply(raw);
            }
        };
    }

    private static void require(boolean claim) {
        if (!claim) {
            throw new IllegalArgumentException();
        }
    }

    private static List<String> split(Object raw) {
        List<String> parts = raw instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : Arrays.asList(raw.toString().split(",", -1));
        List<String> names = parts.stream().map(String::strip).toList();
        require(names.stream().noneMatch(String::isEmpty) || names.equals(List.of("")));
        return names.equals(List.of("")) ? List.of() : names;
    }

    private static boolean isHostAndPort(String text) {
        var match = HOST_AND_PORT.matcher(text);
        if (!match.matches()) {
            return false;
        }
        int port = Integer.parseInt(match.group("port"));
        return port >= 1 && port <= 65_535;
    }
}
