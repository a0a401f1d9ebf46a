using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>
/// Reads rooms, clinics or clinicians from a spreadsheet and says what would change. A row adds what its id does not name yet and
/// changes what it does; columns left out stay as they are; nothing is removed unless the column <c>remove</c> says yes.
/// </summary>
public static class CsvImport
{
    public static ImportPreview Read(CsvKind kind, Stream stream, Network current)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; copy.Length <= CsvTable.MaximumBytes && (read = stream.Read(buffer)) > 0; )
            copy.Write(buffer, 0, read);
        return Read(kind, copy.ToArray(), current);
    }

    public static async Task<ImportPreview> ReadAsync(
        CsvKind kind,
        Stream stream,
        Network current,
        CancellationToken cancellation
    )
    {
        using var copy = new MemoryStream();
        var buffer = new byte[81_920];
        for (
            int read;
            copy.Length <= CsvTable.MaximumBytes
                && (read = await stream.ReadAsync(buffer, cancellation)) > 0;

        )
            copy.Write(buffer, 0, read);
        return Read(kind, copy.ToArray(), current);
    }

    private static ImportPreview Read(CsvKind kind, byte[] bytes, Network current) =>
        kind switch
        {
            CsvKind.Rooms => new CsvMerge<RoomRow>(RoomSheet.Sheet, current).Read(bytes),
            CsvKind.Clinics => new CsvMerge<Clinic>(ClinicSheet.Sheet, current).Read(bytes),
            _ => new CsvMerge<Clinician>(ClinicianSheet.Sheet, current).Read(bytes),
        };
}
