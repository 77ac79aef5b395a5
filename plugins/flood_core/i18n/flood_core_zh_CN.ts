<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>cli</name>
    <message>
      <source>a &lt;b&gt; &amp; {c}</source>
      <translation>甲 &lt;乙&gt; &amp; {c}</translation>
    </message>
    <message>
      <source>none yet</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>errors</name>
    <message>
      <source>two
lines</source>
      <translation>两
行</translation>
    </message>
  </context>
</TS>
