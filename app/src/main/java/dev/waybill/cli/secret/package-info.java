/** Files that hold secrets, or that say where secrets are sent: read, and judged by who else may touch them. */
@NullMarked
package dev.waybill.cli.secret;

import org.jspecify.annotations.NullMarked;
