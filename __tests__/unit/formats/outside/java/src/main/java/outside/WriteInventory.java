// Writes `WORLD/rows.jsonl.gz` of a folder again as parquet-mr and orc-core write it; ../README.md tells how.
package outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcConf;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

public final class WriteInventory {
  /** As the manifests of S3 have it, cut to the columns of the rows. */
  private static final MessageType PARQUET = MessageTypeParser.parseMessageType(
      "message s3.inventory { required binary bucket (UTF8); required binary key (UTF8); optional binary version_id (UTF8);"
          + " optional boolean is_latest; optional boolean is_delete_marker; optional int64 size;"
          + " optional int64 last_modified_date (TIMESTAMP_MILLIS); optional binary storage_class (UTF8);"
          + " optional boolean is_multipart_uploaded; optional binary encryption_status (UTF8);"
          + " optional binary object_lock_mode (UTF8); }");
  private static final TypeDescription ORC = TypeDescription.fromString(
      "struct<bucket:string,key:string,version_id:string,is_latest:boolean,is_delete_marker:boolean,size:bigint,"
          + "last_modified_date:timestamp,storage_class:string,is_multipart_uploaded:boolean,encryption_status:string,"
          + "object_lock_mode:string>");
  private static final int MIB = 1024 * 1024;

  /** Variants by name, each of every world. */
  private static Map<String, UnaryOperator<ExampleParquetWriter.Builder>> parquetVariants() {
    Map<String, UnaryOperator<ExampleParquetWriter.Builder>> variants = new LinkedHashMap<>();
    variants.put("defaults", writer -> writer);
    variants.put("1m-pages", writer -> writer.withPageSize(MIB).withPageRowCountLimit(Integer.MAX_VALUE)
        .withMinRowCountForPageSizeCheck(100).withDictionaryPageSize(MIB));
    variants.put("8k-pages", writer -> writer.withPageSize(8 * 1024).withPageRowCountLimit(Integer.MAX_VALUE)
        .withMinRowCountForPageSizeCheck(10).withDictionaryPageSize(2 * 1024));
    variants.put("plain", writer -> writer.withDictionaryEncoding(false));
    variants.put("v2", writer -> writer.withWriterVersion(WriterVersion.PARQUET_2_0));
    variants.put("v2-plain", writer -> writer.withWriterVersion(WriterVersion.PARQUET_2_0).withDictionaryEncoding(false));
    return variants;
  }

  private static Map<String, Properties> orcVariants() {
    Map<String, Properties> variants = new LinkedHashMap<>();
    variants.put("defaults", new Properties());
    Properties old = new Properties();
    old.setProperty(OrcConf.WRITE_FORMAT.getAttribute(), "0.11");
    variants.put("0.11", old);
    Properties dictionary = new Properties();
    dictionary.setProperty(OrcConf.DICTIONARY_KEY_SIZE_THRESHOLD.getAttribute(), "1.0");
    dictionary.setProperty(OrcConf.STRIPE_SIZE.getAttribute(), "262144");
    dictionary.setProperty(OrcConf.BUFFER_SIZE.getAttribute(), "8192");
    variants.put("small-stripes", dictionary);
    return variants;
  }

  public static void main(String[] arguments) throws IOException {
    String wanted = arguments.length > 1 ? arguments[1] : "";
    try (var worlds = Files.list(Path.of(arguments[0]))) {
      for (Path folder : worlds.filter(Files::isDirectory).sorted().toList()) writeWorld(folder, wanted);
    }
  }

  /** `wanted`: variants separated by commas; all when empty. */
  private static void writeWorld(Path folder, String wanted) throws IOException {
    List<JsonNode> rows = readRows(folder.resolve("rows.jsonl.gz"));
    List<String> names = wanted.isEmpty() ? List.of() : List.of(wanted.split(","));
    for (var variant : parquetVariants().entrySet()) {
      if (!names.isEmpty() && !names.contains(variant.getKey())) continue;
      writeParquet(folder.resolve("parquet-mr-" + variant.getKey() + ".parquet"), rows, variant.getValue());
    }
    for (var variant : orcVariants().entrySet()) {
      if (!names.isEmpty() && !names.contains(variant.getKey())) continue;
      writeOrc(folder.resolve("orc-core-" + variant.getKey() + ".orc"), rows, variant.getValue());
    }
    System.out.println(folder + ": " + rows.size() + " rows");
  }

  private static List<JsonNode> readRows(Path path) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    try (var lines = new BufferedReader(
        new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) rows.add(json.readTree(line));
    }
    return rows;
  }

  private static void writeParquet(
      Path path, List<JsonNode> rows, UnaryOperator<ExampleParquetWriter.Builder> options) throws IOException {
    Files.deleteIfExists(path);
    var builder = ExampleParquetWriter.builder(new LocalOutputFile(path))
        .withType(PARQUET)
        .withCompressionCodec(CompressionCodecName.SNAPPY);
    SimpleGroupFactory groups = new SimpleGroupFactory(PARQUET);
    try (ParquetWriter<Group> writer = options.apply(builder).build()) {
      for (JsonNode row : rows) {
        Group group = groups.newGroup();
        for (var field : PARQUET.getFields()) add(group, field.getName(), row.get(field.getName()));
        writer.write(group);
      }
    }
  }

  private static void add(Group group, String name, JsonNode value) {
    if (value.isNull()) return;
    if (value.isBoolean()) group.add(name, value.booleanValue());
    else if (value.isNumber()) group.add(name, value.longValue());
    else group.add(name, value.textValue());
  }

  private static void writeOrc(Path path, List<JsonNode> rows, Properties options) throws IOException {
    Files.deleteIfExists(path);
    Configuration configuration = new Configuration();
    options.forEach((key, value) -> configuration.set((String) key, (String) value));
    var opened = OrcFile.writerOptions(configuration).setSchema(ORC).compress(CompressionKind.ZLIB).useUTCTimestamp(true);
    try (Writer writer = OrcFile.createWriter(new org.apache.hadoop.fs.Path(path.toUri()), opened)) {
      VectorizedRowBatch batch = ORC.createRowBatch();
      for (JsonNode row : rows) {
        int at = batch.size++;
        for (int column = 0; column < batch.cols.length; column++) {
          set(batch.cols[column], at, row.get(ORC.getFieldNames().get(column)));
        }
        if (batch.size == batch.getMaxSize()) flush(writer, batch);
      }
      flush(writer, batch);
    }
    // Hadoop's own checksum beside the file is of no use here.
    Files.deleteIfExists(path.resolveSibling("." + path.getFileName() + ".crc"));
  }

  private static void set(ColumnVector column, int at, JsonNode value) {
    if (value.isNull()) {
      column.noNulls = false;
      column.isNull[at] = true;
    } else if (column instanceof BytesColumnVector texts) texts.setVal(at, value.textValue().getBytes(StandardCharsets.UTF_8));
    else if (column instanceof TimestampColumnVector times) times.set(at, new java.sql.Timestamp(value.longValue()));
    else if (column instanceof LongColumnVector numbers) {
      numbers.vector[at] = value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.longValue();
    }
  }

  private static void flush(Writer writer, VectorizedRowBatch batch) throws IOException {
    if (batch.size > 0) writer.addRowBatch(batch);
    batch.reset();
  }

  private WriteInventory() {}
}
