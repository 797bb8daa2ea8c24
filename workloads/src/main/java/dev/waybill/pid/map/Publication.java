package dev.waybill.pid.map;

import dev.waybill.pid.event.Findings;
import dev.waybill.pid.stac.StacItem;
import java.util.Optional;

/**
 * An item that is to be registered, and what else the event says.
 *
 * @param eventTime ISO 8601
 * @param previousVersion the item id of the version before
 * @param findings what was found wrong so far, and where to add to it
 */
public record Publication(StacItem item, String eventTime, Optional<String> previousVersion, Findings findings) {}
