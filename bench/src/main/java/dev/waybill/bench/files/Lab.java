package dev.waybill.bench.files;

import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;

import dev.waybill.files.chunk.ChunkFields;
import dev.waybill.files.girder.ApiKey;
import dev.waybill.files.girder.FolderPath;
import dev.waybill.files.girder.GirderClient;
import dev.waybill.files.girder.GirderSettings;
import dev.waybill.files.girder.Parent;
import dev.waybill.files.girder.StoredFile;
import dev.waybill.files.girder.UploadMetadata;
import dev.waybill.files.registry.UploadRegistry;
import dev.waybill.files.upload.ChunkTopic;
import dev.waybill.files.upload.FileTree;
import dev.waybill.files.upload.UploadSettings;
import dev.waybill.files.upload.Uploader;
import dev.waybill.files.upload.Watching;
import dev.waybill.local.LocalProcess;
import dev.waybill.local.girder.GirderServiceSettings;
import dev.waybill.topic.TopicCreation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import tools.jackson.databind.node.JsonNodeFactory;

/** A broker and a Girder in one process, a folder for everything, and our own producer. Used by one thread. */
public final class Lab implements AutoCloseable {
    static final String COLLECTION = "bench";
    private static final int PARTITIONS = 6;
    private static final int CHUNK = 512 << 10;
    private static final int READERS = 2;
    private static final long QUEUE_BYTES = 64_000_000;

    private final LocalProcess stack;
    private final Path folder;
    private final GirderClient client;

    private Lab(LocalProcess stack, Path folder) {
        this.stack = stack;
        this.folder = folder;
        this.client = new GirderClient(GirderSettings.of(girder(), new ApiKey(key())));
    }

    public static Lab open() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("waybill-bench-files-");
        return new Lab(LocalProcess.start("--only", "kafka,girder"), folder);
    }

    /** For samples, and for what receivers keep. */
    public Path folder() {
        return folder;
    }

    public String servers() {
        return stack.bootstrapServers();
    }

    public URI girder() {
        return URI.create(stack.endpoint("girder"));
    }

    public String key() {
        return GirderServiceSettings.defaults().apiKey();
    }

    /** A topic for chunks; returns its id. */
    public String create(String topic) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers()))) {
            TopicCreation.create(admin, new NewTopic(topic, PARTITIONS, (short) 1));
            var described = admin.describeTopics(List.of(topic)).allTopicNames().get();
            return requireNonNull(described.get(topic)).topicId().toString();
        }
    }

    /** Sends all files of a sample, and returns when the broker has acknowledged every chunk. Nothing is remembered. */
    public void produce(Sample sample, String topic) throws Exception {
        produce(sample, topic, Optional.empty());
    }

    /** As {@link #produce(Sample, String)}, and keeps what was sent where {@code waybill files upload} looks for it. */
    public void produceAndRemember(Sample sample, String topic, String topicId) throws Exception {
        Path registry = sample.root().resolve("LOGS");
        try (var known =
                UploadRegistry.open(registry, topic, topicId, InstantSource.system(), ZoneOffset.systemDefault())) {
            produce(sample, topic, Optional.of(known));
        }
    }

    private void produce(Sample sample, String topic, Optional<UploadRegistry> registry) throws Exception {
        var settings = new UploadSettings(topic, CHUNK, ChunkFields.TEN, READERS, QUEUE_BYTES);
        var tree = new FileTree(sample.root(), sample.root().resolve("LOGS"), FileTree.NO_LOGS);
        Map<String, String> kafka = Map.of("bootstrap.servers", servers());
        try (var to = ChunkTopic.connect(kafka, settings, ofSeconds(60))) {
            var uploader =
                    new Uploader(tree, Watching.once(), settings, to, registry, InstantSource.system(), file -> {});
            if (uploader.run().done() != sample.count()) {
                throw new IOException("not all files of " + sample.name() + " were sent: " + uploader.stats());
            }
        }
    }

    /** A folder in Girder, made where it is missing. */
    public Parent girderFolder(String... names) {
        var metadata = UploadMetadata.of("bench", "bench", JsonNodeFactory.instance.objectNode());
        return client.folder(new FolderPath(client.collection(COLLECTION), List.of(names)), metadata);
    }

    /** Fails unless Girder has every file of the sample, whole. */
    public void check(Sample sample, Parent girderFolder) throws IOException {
        List<StoredFile> files = client.files(girderFolder);
        long whole =
                files.stream().filter(file -> file.size() == sample.bytes()).count();
        if (whole != sample.count() || files.size() != sample.count()) {
            throw new IOException("Girder has " + whole + " of " + sample.count() + " files of " + sample.name());
        }
    }

    @Override
    public void close() throws IOException {
        stack.close();
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
