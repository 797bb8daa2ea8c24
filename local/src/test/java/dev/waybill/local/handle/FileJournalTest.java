package dev.waybill.local.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileJournalTest {
    private static final String RECORD =
            "[{\"index\":1,\"type\":\"T\",\"data\":\"\u00e4\",\"ttl\":5,\"permissions\":\"1100\"},{\"index\":2,\"type\":\"B\",\"data\":{\"format\":\"base64\",\"value\":\"AAE=\"}}]";

    @TempDir
    Path directory;

    @Test
    void recordsOutliveARestart() throws Exception {
        String before;
        try (var service = start()) {
            var caller = Caller.administrator(service);
            caller.put("/api/handles/21.TEST/kept", RECORD);
            caller.put("/api/handles/21.TEST/gone", RECORD);
            caller.send("DELETE", "/api/handles/21.TEST/gone", "");
            before = caller.get("/api/handles/21.TEST/kept").body().toString();
        }

        try (var service = start()) {
            var caller = Caller.administrator(service);
            assertThat(caller.get("/api/handles/21.TEST/kept").body().toString())
                    .isEqualTo(before);
            assertThat(caller.get("/api/handles/21.TEST/gone").codes()).isEqualTo("404/100");
        }
    }

    @Test
    void aLineThatACrashCutOffIsDropped() throws Exception {
        try (var service = start()) {
            Caller.administrator(service).put("/api/handles/21.TEST/a", RECORD);
        }
        append("{\"handle\":\"21.TEST/b\",\"val");
        try (var service = start()) {
            Caller.administrator(service).put("/api/handles/21.TEST/c", RECORD);
        }

        try (var service = start()) {
            var caller = Caller.administrator(service);
            assertThat(caller.get("/api/handles/21.TEST/a").codes()).isEqualTo("200/1");
            assertThat(caller.get("/api/handles/21.TEST/b").codes()).isEqualTo("404/100");
            assertThat(caller.get("/api/handles/21.TEST/c").codes()).isEqualTo("200/1");
        }
    }

    @Test
    void aForeignFileStopsTheStartAndIsNamed() throws Exception {
        append("hello\n");

        assertThatThrownBy(this::start).hasMessageContaining("handles.jsonl");
    }

    private void append(String text) throws java.io.IOException {
        Files.writeString(
                directory.resolve("handles.jsonl"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private HandleService start() throws java.io.IOException {
        return HandleService.start(HandleServiceSettings.defaults().withDataDir(directory));
    }
}
