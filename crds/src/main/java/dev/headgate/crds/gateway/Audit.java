package dev.headgate.crds.gateway;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.OnAuditFailure;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Within;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is written about each exchange. */
@ApiObject
public record Audit(
    @Doc(
            value = "How long records are kept before they are trimmed.",
            byDefault = "2160h",
            example = "2160h")
        @Within(min = "24h", max = "99999h")
        @Nullable Timespan retention,
    @Doc(
            value =
                "Open: calls go on when the record cannot be written. Closed: they are refused. A"
                    + " route's auditOnFailure goes before it.",
            byDefault = "Open",
            example = "Open")
        @Nullable OnAuditFailure onFailure,
    @Doc("Encrypt records. Off when absent.") @Nullable AuditEncryption encryption,
    @Doc(
            value = "Copies of the records. Atomic: a change replaces the list.",
            example = "[{type: File, path: /var/lib/headgate/audit}]")
        @Items(max = 4)
        List<AuditExporter> exporters) {
  public Audit {
    exporters = Absent.list(exporters);
  }
}
