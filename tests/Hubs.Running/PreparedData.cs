namespace Hubs.Running;

/// <summary>A data folder after its first start, to be copied: the first start is paid for once.</summary>
public sealed class PreparedData : IDisposable
{
    /// <summary>Plans good enough to book in, in a second a week.</summary>
    public static readonly string[] QuickPlanning = ["--Horizon:TimeBudget", "00:00:01"];

    private readonly string folder;

    private PreparedData(string folder) => this.folder = folder;

    public static async Task<PreparedData> Make()
    {
        await using var product = await Product.StartNew(QuickPlanning);
        await product.Stop();
        var kept = new PreparedData(Directory.CreateTempSubdirectory("hubs-prepared-").FullName);
        Copy(product.Data, kept.folder);
        return kept;
    }

    /// <summary>A product of its own, on its own copy.</summary>
    public Task<Product> Start(params string[] settings)
    {
        var copy = Directory.CreateTempSubdirectory("hubs-").FullName;
        Copy(folder, copy);
        return Product.StartOn(copy, settings);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

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
