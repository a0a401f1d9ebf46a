using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>What a spreadsheet holds one row of.</summary>
public enum CsvKind
{
    Rooms,
    Clinics,
    Clinicians,
}

/// <summary>
/// What an import would do, for a coordinator to look at before it is done. <see cref="Result"/> is the whole network as it would be,
/// or null when there are faults.
/// </summary>
public sealed record ImportPreview
{
    public required CsvKind Kind { get; init; }

    public ImmutableArray<ImportedRow> Added { get; init; } = [];

    public ImmutableArray<ImportedChange> Changed { get; init; } = [];

    public ImmutableArray<ImportedRow> Removed { get; init; } = [];

    public ImmutableArray<ImportedRow> Unchanged { get; init; } = [];

    public ImmutableArray<Fault> Faults { get; init; } = [];

    public Network? Result { get; init; }
}

public sealed record ImportedRow(string Id, string Name);

public sealed record ImportedChange(string Id, string Name, ImmutableArray<FieldChange> Fields);

/// <summary>One cell, as the spreadsheet spells it, before and after.</summary>
public sealed record FieldChange(string Column, string Before, string After);
