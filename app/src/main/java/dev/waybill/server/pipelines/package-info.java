/** Which pipelines run, and how each has fared in the last minutes: asked of their processes, once a second. */
@NullMarked
package dev.waybill.server.pipelines;

import org.jspecify.annotations.NullMarked;
