using System.Collections.Immutable;
using System.Text;
using CsvHelper;

namespace Hubs.Silo.Configuration;

/// <summary>A spreadsheet as text: column names, and rows with the number a spreadsheet program shows beside them.</summary>
internal sealed record CsvTable(
    ImmutableArray<string> Columns,
    ImmutableArray<(int Number, ImmutableArray<string> Cells)> Rows
)
{
    public const int MaximumBytes = 5 * 1024 * 1024;
    public const int MaximumRows = 10_000;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// Takes UTF-8 with or without a byte order mark, commas, semicolons or tabs between cells, and either line ending. Null, with
    /// faults reported, when it is no such table or too large.
    /// </summary>
    public static CsvTable? Read(byte[] bytes, Action<string, string> report)
    {
        if (bytes.Length > MaximumBytes)
        {
            report("", "is larger than 5 MB: import it in parts");
            return null;
        }
        string text;
        try
        {
            text = Utf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            report("", "is not UTF-8 text: in the spreadsheet program, save it as \"CSV UTF-8\"");
            return null;
        }
        if (string.IsNullOrWhiteSpace(text))
        {
            report("", "is empty: the first row must hold the names of the columns");
            return null;
        }
        return Parse(text, report);
    }

    private static CsvTable? Parse(string text, Action<string, string> report)
    {
        var isSound = true;
        var options = new CsvReaderOptions
        {
            Separator = SeparatorOf(text),
            HasHeader = false,
            SkipEmptyLines = false,
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            OnMalformedRecord = bad =>
            {
                isSound = false;
                report(
                    $"row {bad.RecordNumber}",
                    bad.Reason == CsvMalformedReason.UnterminatedQuote
                        ? "opens a quotation mark that is never closed"
                        : "has a stray quotation mark: put the whole cell in quotation marks and double those inside"
                );
            },
        };
        using var reader = CsvReader.FromText(text, options);
        var columns = reader.Read() ? Cells(reader).Select(NameOf).ToImmutableArray() : [];
        var rows = ImmutableArray.CreateBuilder<(int, ImmutableArray<string>)>();
        while (reader.Read())
        {
            var number = (int)reader.RowNumber;
            var cells = Cells(reader);
            if (cells.All(cell => cell.Length == 0))
                continue;
            if (cells.Skip(columns.Length).Any(cell => cell.Length > 0))
            {
                isSound = false;
                report(
                    $"row {number}",
                    $"has {cells.Length} cells, and there are {columns.Length} columns"
                );
            }
            if (rows.Count == MaximumRows)
            {
                report("", $"has more than {MaximumRows} rows: import it in parts");
                return null;
            }
            rows.Add((number, [.. cells.Select(CsvText.Unguarded)]));
        }
        return isSound ? new CsvTable(columns, rows.ToImmutable()) : null;
    }

    private static ImmutableArray<string> Cells(CsvReader reader) =>
        [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];

    /// <summary>Names of columns never hold a separator, so whichever stands most often in the first line is it.</summary>
    private static char SeparatorOf(string text)
    {
        var header = text.AsSpan(
            0,
            text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length
        );
        var (commas, semicolons, tabs) = (header.Count(','), header.Count(';'), header.Count('\t'));
        return tabs > commas && tabs > semicolons ? '\t'
            : semicolons > commas ? ';'
            : ',';
    }

    private static string NameOf(string heading) =>
        heading.Trim().Replace(' ', '_').Replace('-', '_').ToLowerInvariant();
}
