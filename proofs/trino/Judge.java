// Executes statements on a Trino in this process, over files in a folder, and writes what each returned.
//
// Arguments: the folder; a JSON file with a list of {"id", "sql"}; the file to write, one JSON object per line:
// {"id", "rows"} with every value as text or null, or {"id", "error"} with Trino's message.
//
// Trino's DDL cannot make a table over a list of files, as Hive's can, nor can its metastore of files keep one. So a
// metastore stands in front of it that says so of every table whose name ends in "_listed".

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Module;
import io.trino.Session;
import io.trino.filesystem.cache.NoopSplitAffinityProvider;
import io.trino.filesystem.cache.SplitAffinityProvider;
import io.trino.filesystem.local.LocalFileSystemFactory;
import io.trino.metastore.HiveMetastore;
import io.trino.metastore.StorageFormat;
import io.trino.metastore.Table;
import io.trino.plugin.hive.HiveConnectorFactory;
import io.trino.plugin.hive.metastore.file.FileHiveMetastore;
import io.trino.plugin.hive.metastore.file.FileHiveMetastoreConfig;
import io.trino.spi.NodeVersion;
import io.trino.spi.Plugin;
import io.trino.spi.connector.Connector;
import io.trino.spi.connector.ConnectorContext;
import io.trino.spi.connector.ConnectorFactory;
import io.trino.spi.type.TimeZoneKey;
import io.trino.testing.MaterializedRow;
import io.trino.testing.QueryRunner;
import io.trino.testing.StandaloneQueryRunner;
import io.trino.testing.TestingSession;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public class Judge {
    private static final String LIST_INPUT = "org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat";
    private static final String LIST_OUTPUT = "org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat";
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) {
        try {
            judge(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
            System.exit(0);
        } catch (Throwable error) {
            error.printStackTrace();
            System.exit(1);
        }
    }

    private static void judge(Path root, Path statements, Path answers) throws Exception {
        Session session = TestingSession.testSessionBuilder()
            .setCatalog("hive")
            .setSchema("inv")
            .setTimeZoneKey(TimeZoneKey.UTC_KEY)
            .setCatalogSessionProperty("hive", "compression_codec", "NONE")
            .build();
        try (QueryRunner runner = startTrino(root, session); PrintWriter out = new PrintWriter(Files.newBufferedWriter(answers))) {
            for (JsonNode one : JSON.readTree(statements.toFile())) {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("id", one.get("id").asText());
                answer(runner, session, one.get("sql").asText(), answer);
                out.println(JSON.writeValueAsString(answer));
                out.flush();
            }
        }
    }

    private static void answer(QueryRunner runner, Session session, String sql, Map<String, Object> answer) {
        try {
            List<List<String>> rows = new ArrayList<>();
            for (MaterializedRow row : runner.execute(session, sql).getMaterializedRows()) {
                List<String> values = new ArrayList<>();
                for (Object value : row.getFields()) values.add(value == null ? null : value.toString());
                rows.add(values);
            }
            answer.put("rows", rows);
        } catch (RuntimeException error) {
            answer.put("error", String.valueOf(error.getMessage()));
        }
    }

    private static QueryRunner startTrino(Path root, Session session) throws Exception {
        LocalFileSystemFactory files = new LocalFileSystemFactory(root);
        HiveMetastore metastore = withLists(new FileHiveMetastore(
            new NodeVersion("check"), files, false, new FileHiveMetastoreConfig().setCatalogDirectory("local:///meta")));
        QueryRunner runner = new StandaloneQueryRunner(session);
        runner.installPlugin(new HiveOver(metastore, files));
        Map<String, String> settings = Map.of(
            // As 'orc.column.index.access'='false' has it in Athena.
            "hive.orc.use-column-names", "true",
            "hive.security", "allow-all",
            "hive.non-managed-table-writes-enabled", "true");
        runner.createCatalog("hive", "hive", settings);
        // Where Athena has the tables of S3 Metadata; what they are stored in does not matter to the statements.
        runner.createCatalog("s3tablescatalog/aws-s3", "hive", settings);
        return runner;
    }

    private static HiveMetastore withLists(HiveMetastore real) {
        return (HiveMetastore) Proxy.newProxyInstance(Judge.class.getClassLoader(), new Class<?>[] {HiveMetastore.class}, (_, method, given) -> {
            try {
                Object answer = method.invoke(real, given);
                if (answer instanceof Optional<?> found && found.orElse(null) instanceof Table table) return Optional.of(listed(table));
                return answer instanceof Table table ? listed(table) : answer;
            } catch (InvocationTargetException error) {
                throw error.getCause();
            }
        });
    }

    private static Table listed(Table table) {
        if (!table.getTableName().endsWith("_listed")) return table;
        String serde = table.getStorage().getStorageFormat().getSerde();
        return Table.builder(table)
            .withStorage(storage -> storage.setStorageFormat(StorageFormat.create(serde, LIST_INPUT, LIST_OUTPUT)))
            .build();
    }

    /** The Hive connector over this metastore and these files. */
    private record HiveOver(HiveMetastore metastore, LocalFileSystemFactory files) implements Plugin, ConnectorFactory {
        @Override
        public Iterable<ConnectorFactory> getConnectorFactories() {
            return List.of(this);
        }

        @Override
        public String getName() {
            return "hive";
        }

        @Override
        public Connector create(String name, Map<String, String> settings, ConnectorContext context) {
            Module module = binder -> binder.bind(SplitAffinityProvider.class).to(NoopSplitAffinityProvider.class);
            return HiveConnectorFactory.createConnector(
                name, settings, context, () -> module, Optional.of(metastore), false, Optional.of(files));
        }
    }
}
