using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>One column: how a row writes it, and how it is read back into a row.</summary>
internal sealed record CsvColumn<TRow>(
    string Name,
    Func<TRow, string> Write,
    Func<TRow, CsvCell, TRow> Read,
    bool IsRequired = false
);

/// <summary>One kind of spreadsheet: import, export and the comparison of before and after all follow its columns.</summary>
internal sealed record Sheet<TRow>
{
    public required CsvKind Kind { get; init; }

    public required string File { get; init; }

    public required string Noun { get; init; }

    /// <summary>The id, which is the first column, is not among them.</summary>
    public required ImmutableArray<CsvColumn<TRow>> Columns { get; init; }

    public required Func<string, TRow> Blank { get; init; }

    public required Func<TRow, ImportedRow> Title { get; init; }

    /// <summary>The object of the network that findings will name.</summary>
    public required Func<TRow, object> Subject { get; init; }

    public required Func<Network, IEnumerable<TRow>> RowsOf { get; init; }

    public required Func<Network, ImmutableArray<TRow>, Network> Replace { get; init; }
}
