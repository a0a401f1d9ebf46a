namespace Hubs.Silo;

/// <summary>Where the silo keeps its data and reads its first configuration.</summary>
public sealed record SiloFolders(string Data, string Keys, string Hubs);
