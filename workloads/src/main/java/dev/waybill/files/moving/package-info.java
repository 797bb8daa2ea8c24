/** What happens to chunks on disk when their partition is read by another process: it reads them back from the topic. */
@NullMarked
package dev.waybill.files.moving;

import org.jspecify.annotations.NullMarked;
