namespace Hubs.Model;

/// <summary>What somebody changed in the configuration, and the version that made.</summary>
public sealed record NetworkChange(long Version, DateTimeOffset At, Actor By, string Sentence);
