package dev.waybill.files.assembly;

import dev.waybill.files.staging.Forcing;
import dev.waybill.files.staging.StagingFolder;
import java.time.InstantSource;

/** What all assemblies share. */
record AssemblyParts(
        AssemblySettings settings, StagingFolder folder, Forcing forcing, Memory memory, InstantSource clock) {}
