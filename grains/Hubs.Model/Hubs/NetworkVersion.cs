namespace Hubs.Model;

/// <summary>A configuration and its version; 0 = none yet.</summary>
public sealed record NetworkVersion(Network Network, long Version);

/// <summary>The version now in force, and why nothing changed if nothing did.</summary>
public sealed record NetworkAnswer(long Version, Refusal? Refusal);

/// <summary>The version of one diary, so that a listener can tell whether it missed something.</summary>
public sealed record DiaryVersion(DateOnly Date, long Version);
