using CsvHelper;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>Writes the network's rooms, clinics or clinicians as a spreadsheet that <see cref="CsvImport"/> reads back unchanged.</summary>
public static class CsvExport
{
    /// <summary>UTF-8 with a byte order mark and CRLF, as spreadsheet programs like it; no cell can run as a formula.</summary>
    public static byte[] Write(CsvKind kind, Network network) =>
        kind switch
        {
            CsvKind.Rooms => Write(RoomSheet.Sheet, network),
            CsvKind.Clinics => Write(ClinicSheet.Sheet, network),
            _ => Write(ClinicianSheet.Sheet, network),
        };

    private static byte[] Write<TRow>(Sheet<TRow> sheet, Network network)
    {
        using var output = new MemoryStream();
        using (
            var csv = CsvWriter.Create(
                output,
                new CsvWriterOptions { WriteByteOrderMark = true },
                true
            )
        )
        {
            Row(csv, ["id", .. sheet.Columns.Select(column => column.Name)]);
            foreach (var row in sheet.RowsOf(network))
                Row(
                    csv,
                    [sheet.Title(row).Id, .. sheet.Columns.Select(column => column.Write(row))]
                );
        }
        return output.ToArray();
    }

    private static void Row(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(CsvText.Guarded(cell));
        csv.EndRecord();
    }
}
