package dev.waybill.pid.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Which STAC API to ask for the item behind a PATCH, and for the previous version of a dataset.
 *
 * @param baseUrl absent: events that need it are refused with a reason that names the setting
 * @param lookupPrevious whether a dataset's record names its previous version
 */
public record StacSettings(Optional<URI> baseUrl, Duration timeout, boolean lookupPrevious) {}
