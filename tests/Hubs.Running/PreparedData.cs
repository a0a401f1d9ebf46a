namespace Hubs.Running;

/// <summary>A data folder after its first start, to be copied: the first start is paid for once.</summary>
public sealed class PreparedData : IDisposable
{
    /// <summary>Plans good enough to book in, in a second a week.</summary>
    public static readonly string[] QuickPlanning = ["--Horizon:TimeBudget", "00:00:01"];

    private readonly string folder;
    private readonly bool isKept;

    private PreparedData(string folder, bool isKept) =>
        (this.folder, this.isKept) = (folder, isKept);

    /// <param name="kept">A folder to keep it in; one that is there already is used as it is. Null: a temporary one.</param>
    public static async Task<PreparedData> Make(string? kept = null)
    {
        if (Directory.Exists(kept))
            return new PreparedData(kept, isKept: true);
        await using var product = await Product.StartNew(QuickPlanning);
        await product.Stop();
        var prepared = new PreparedData(
            kept is null
                ? Directory.CreateTempSubdirectory("hubs-prepared-").FullName
                : Directory.CreateDirectory(kept).FullName,
            kept is not null
        );
        Copy(product.Data, prepared.folder);
        return prepared;
    }

    /// <summary>A product of its own, on its own copy.</summary>
    public Task<Product> Start(params string[] settings)
    {
        var copy = Directory.CreateTempSubdirectory("hubs-").FullName;
        Copy(folder, copy);
        return Product.StartOn(copy, settings);
    }

    public void Dispose()
    {
        if (!isKept)
            Directory.Delete(folder, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        foreach (var inner in Directory.EnumerateDirectories(from))
            Copy(
                inner,
                Directory.CreateDirectory(Path.Combine(to, Path.GetFileName(inner))).FullName
            );
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
