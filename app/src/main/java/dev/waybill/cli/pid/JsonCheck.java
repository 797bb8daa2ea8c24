package dev.waybill.cli.pid;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON without keeping it. */
final class JsonCheck {
    private JsonCheck() {}

    /** Returns if {@code bytes} are exactly one JSON value. */
    static void require(byte[] bytes, String where) {
        try (JsonParser parser = JsonMapper.shared().createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw notJson(where, "nothing");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw notJson(where + at(parser.currentTokenLocation()), "more after the first JSON value");
            }
        } catch (JacksonException e) {
            throw notJson(where + at(e.getLocation()), e.getOriginalMessage()).because(e);
        }
    }

    private static CommandException notJson(String where, String came) {
        return CommandException.at(ExitCode.FAILED, where, came)
                .expected("one JSON value")
                .next("--raw sends the bytes as they are");
    }

    private static String at(@Nullable TokenStreamLocation location) {
        return location == null ? "" : ":" + location.getLineNr() + ":" + location.getColumnNr();
    }
}
