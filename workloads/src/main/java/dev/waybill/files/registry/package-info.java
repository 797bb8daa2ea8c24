/** What was uploaded from a folder to a topic: kept in a journal, shown in tables. */
@NullMarked
package dev.waybill.files.registry;

import org.jspecify.annotations.NullMarked;
